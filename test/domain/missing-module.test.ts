import { expect, it } from 'vitest'
import { adviseModule, findMissingModule } from '#domain/missing-module.ts'

const traceback = (last: string) => `Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n${last}\n`

it.each([
  ["ModuleNotFoundError: No module named 'iterm2'", 'iterm2'],
  ["ModuleNotFoundError: No module named 'google.cloud'", 'google'],
  ['ModuleNotFoundError: nothing of that kind', undefined],
  ["ValueError: ModuleNotFoundError: No module named 'iterm2'", undefined],
  ["ModuleNotFoundError: No module named 'a; rm -rf /'", undefined],
])('reads off the last line of a traceback which module is missing: %s', (last, module) => {
  expect(findMissingModule(traceback(last))).toBe(module)
})

it('takes a missing module that was dealt with for no reason', () => {
  expect(findMissingModule(traceback("ModuleNotFoundError: No module named 'iterm2'") + 'going on\n')).toBeUndefined()
})

it('says in which Python the module is missing, and how iTerm2’s comes there', () => {
  expect(adviseModule('/usr/bin/python3', 'yaml')).toBe(
    '/usr/bin/python3 has no module "yaml": install the package that brings it, for that Python',
  )
  expect(adviseModule('/usr/bin/python3', 'iterm2')).toContain('/usr/bin/python3 -m pip install iterm2, or')
  expect(adviseModule("'/a b/iterm2env/bin/python3'", 'iterm2')).toMatch(/pip install iterm2$/)
})

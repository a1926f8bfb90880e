import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClaudeInstaller } from '#claude/installer/installer.ts'
import type { AgentInstaller } from '#domain/installer-port.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'

let temp: ReturnType<typeof makeTempFolder>
let home: string
let config: string
let settings: string
let installer: AgentInstaller
beforeEach(() => {
  temp = makeTempFolder()
  const folder = temp.path
  home = join(folder, 'state')
  config = join(folder, 'claude')
  settings = join(config, 'settings.json')
  mkdirSync(home)
  mkdirSync(config)
  installer = createClaudeInstaller({ home, scripts: join(findPackageRoot(), 'resources/claude-plugin/comms/scripts') })
})

afterEach(() => temp[Symbol.dispose]())

const apply = (isRemoval: boolean) => installer.apply(config, isRemoval, installer.plan(config, isRemoval).digest)
const read = () => readFileSync(settings, 'utf8')

interface SettingsShape {
  readonly hooks: Readonly<Record<string, readonly { readonly hooks: readonly { readonly command: string }[] }[]>>
  readonly statusLine: { readonly command: string; readonly refreshInterval?: number }
}
const parsed = () => JSON.parse(read()) as SettingsShape

const THEIRS = `{
    "model": "opus",   "env": {"A":"1"},
    "hooks": {
        "Stop": [ { "hooks": [ {"type":"command","command":"their-stop"} ] } ],
        "PreToolUse": [{"matcher":"Bash","hooks":[{"type":"command","command":"their-guard"}]}]
    },
    "permissions": { "allow": [] }
}
`

describe.each([
  ['a file of somebody else', THEIRS],
  ['a file on one line', '{"model":"opus","hooks":{"Stop":[{"hooks":[{"type":"command","command":"x"}]}]}}'],
  ['an empty object', '{}'],
  ['Windows line ends and tabs', '{\r\n\t"model": "opus"\r\n}\r\n'],
  ['a status line', '{\n  "statusLine": { "type": "command",  "command": "echo \\"it\'s mine\\"" }\n}\n'],
  ['empty hooks', '{\n  "hooks": {},\n  "a": [ ]\n}'],
])('%s', (_what, before) => {
  it('gets our entries beside its own, and is byte for byte as before once they are taken out', () => {
    writeFileSync(settings, before)

    apply(false)
    const installed = read()
    apply(true)

    expect(Object.keys((JSON.parse(installed) as SettingsShape).hooks)).toContain('PermissionRequest')
    expect(installed).toContain('statusline.sh')
    expect(read()).toBe(before)
  })

  it('keeps what others wrote meanwhile, and loses only what is ours', () => {
    writeFileSync(settings, before)
    apply(false)
    const meanwhile = read().replace(/\}(\s*)$/, ', "later": true}$1')
    writeFileSync(settings, meanwhile)

    apply(true)

    expect(JSON.parse(read())).toEqual({ ...(JSON.parse(before) as object), later: true })
  })
})

it('keeps the hooks of other tools where they are, to the byte', () => {
  writeFileSync(settings, THEIRS)

  apply(false)

  for (const line of THEIRS.split('\n').filter(text => text.includes('their-')))
    expect(read()).toContain(line.replace(/ \],?$/, ''))
  expect(parsed().hooks['Stop']?.[0]?.hooks[0]?.command).toBe('their-stop')
  expect(parsed().hooks['Stop']).toHaveLength(2)
})

it('makes a file where there was none, and takes it away again', () => {
  apply(false)
  const made = read()
  apply(true)

  expect(made).toContain('"hooks"')
  expect(existsSync(settings)).toBe(false)
})

it('runs the status line that was there before ours', () => {
  writeFileSync(settings, `{"statusLine":{"type":"command","command":"printf '%s' mine","padding":0}}`)

  apply(false)

  expect(parsed().statusLine).toMatchObject({ padding: 0 })
  expect(parsed().statusLine.command).toContain(String.raw`'printf '\''%s'\'' mine'`)
})

it.each(['{ "hooks": ', '[1,2]', '{"hooks":[]}', '', '\uFEFF{}', '{"a":1,}'])(
  'leaves %j untouched and says so',
  text => {
    writeFileSync(settings, text)

    expect(() => installer.plan(config, false)).toThrow(/left untouched/)
    expect(read()).toBe(text)
  },
)

it('shows the change before it makes it, and makes no other', () => {
  writeFileSync(settings, THEIRS)
  const plan = installer.plan(config, false)
  writeFileSync(settings, THEIRS.replace('opus', 'sonnet'))

  expect(plan.diff.filter(line => line.startsWith('- ')).length).toBeLessThan(4)
  expect(plan.diff.join('\n')).toContain('+         "PermissionRequest"')
  expect(() => installer.apply(config, false, plan.digest)).toThrow(/changed meanwhile/)
  expect(read()).toContain('sonnet')
})

it('does nothing a second time, and mends what has vanished', () => {
  writeFileSync(settings, THEIRS)
  apply(false)
  expect(installer.plan(config, false).diff).toEqual([])
  expect(installer.check()).toMatchObject([{ problem: null }])

  writeFileSync(settings, THEIRS)
  expect(installer.check()).toMatchObject([{ problem: expect.stringMatching(/^some of our entries are gone/) }])
  apply(false)
  expect(installer.check()).toMatchObject([{ problem: null }])
  apply(true)

  expect(read()).toBe(THEIRS)
  expect(installer.check()).toEqual([])
})

it('mends what an earlier version wrote', () => {
  writeFileSync(settings, THEIRS)
  apply(false)
  writeFileSync(settings, read().replace('"FileEdited"', '"PostToolUse"'))

  const before = installer.check()
  apply(false)

  expect(before).toMatchObject([{ problem: expect.stringMatching(/as an earlier version wrote them/) }])
  expect(installer.check()).toMatchObject([{ problem: null }])
})

it('writes through a link and keeps the mode of the file', () => {
  const real = join(config, 'dotfiles.json')
  writeFileSync(real, THEIRS, { mode: 0o640 })
  symlinkSync(real, settings)

  apply(false)

  expect(readFileSync(real, 'utf8')).toContain('statusline.sh')
  expect(statSync(real).mode & 0o777).toBe(0o640)
})

it('adds only the status line where the plugin brings the hooks', () => {
  writeFileSync(settings, '{ "enabledPlugins": { "comms@claude-comms": true } }')

  apply(false)

  expect(parsed().hooks).toBeUndefined()
  expect(parsed().statusLine.command).toContain('statusline.sh')
})

it.each([
  ['{}', 'absent'],
  ['{ "enabledPlugins": { "other@market": true } }', 'absent'],
  ['{ "enabledPlugins": { "comms@claude-comms": false } }', 'off'],
  ['{ "enabledPlugins": { "comms@claude-comms": true } }', 'on'],
])('tells of the plugin what the settings say: %s', (text, plugin) => {
  writeFileSync(settings, text)

  expect(installer.plan(config, false)).toMatchObject({ plugin })
})

it('is undone exactly, whatever else the file holds and however it is written', () => {
  const indents = fc.constantFrom(undefined, 1, 2, 4, '\t')
  const rest = fc.dictionary(
    fc.string().filter(key => !['hooks', 'statusLine', 'enabledPlugins', 'disableAllHooks', '__proto__'].includes(key)),
    fc.jsonValue(),
  )
  fc.assert(
    fc.property(rest, indents, fc.boolean(), (values, indent, touched) => {
      const before = JSON.stringify(values, null, indent)
      writeFileSync(settings, before)
      apply(false)
      // As if somebody had written to it: then no backup is put back, and every entry is taken out by itself.
      if (touched) writeFileSync(settings, `${read()} `)
      apply(true)
      expect(read()).toBe(touched ? `${before} ` : before)
    }),
    { numRuns: 60 },
  )
})

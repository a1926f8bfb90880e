import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppleScriptError } from '#platform/applescript/failure.ts'
import { appleScriptLiteral } from '#platform/applescript/literal.ts'
import { createAppleScripts } from '#platform/applescript/scripts.ts'
import { withPrivateText } from '#platform/private-text.ts'
import { makeTempFolder } from './temp-folder.ts'

/** What AppleScript makes of a literal, by the rules of its language guide: independent of the code under test. */
function evaluate(literal: string): string {
  const inside = /^"((?:[^"\\]|\\["\\nrt])*)"$/s.exec(literal)?.[1]
  if (inside === undefined) throw new Error(`not one literal: ${literal}`)
  const meanings: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
  return inside.replaceAll(/\\(.)/g, (_, character: string) => meanings[character] ?? character)
}

describe('a literal', () => {
  it('means exactly its text, and is one literal whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        fc.pre(!text.includes('\0'))
        expect(evaluate(appleScriptLiteral(text))).toBe(text)
      }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', '\\', '\n', '\r', '\t', '& ', '`', '$(', '»', 'n', 'do shell script '), {
          maxLength: 40,
        }),
        parts => {
          const text = parts.join('')
          expect(evaluate(appleScriptLiteral(text))).toBe(text)
        },
      ),
    )
  })

  it.each(['a\0b', '\ud800', 'x\udc00y'])('is refused for %j, which no argument can carry', text => {
    expect(() => appleScriptLiteral(text)).toThrow('cannot take')
  })
})

describe('a run', () => {
  let folder: ReturnType<typeof makeTempFolder>
  const path = process.env['PATH']
  const platform = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor
  beforeEach(async () => {
    folder = makeTempFolder()
    await mkdir(join(folder.path, 'bin'))
    process.env['PATH'] = `${join(folder.path, 'bin')}${delimiter}${path}`
  })
  afterEach(() => {
    process.env['PATH'] = path
    Object.defineProperty(process, 'platform', platform)
    folder[Symbol.dispose]()
  })

  /** An osascript that keeps its arguments, one a line, and does what the shell lines say. */
  async function standIn(lines: string): Promise<void> {
    const file = join(folder.path, 'bin', 'osascript')
    await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder.path}/argv'\n${lines}\n`)
    await chmod(file, 0o755)
  }

  const argv = () => readFile(join(folder.path, 'argv'), 'utf8')

  describe.each([
    ['on macOS, by run-applescript', 'darwin'],
    ['elsewhere, by a stand-in', 'linux'],
  ] as const)('%s', (_, system) => {
    beforeEach(() => Object.defineProperty(process, 'platform', { ...platform, value: system }))

    it('hands the arguments on as a list and reads the JSON that comes back', async () => {
      await standIn(`printf '{"session":"A"}'`)
      const answer = await createAppleScripts('/x/scripts', system).run('set-name', ['A', 'say "hi" \\ \n'])

      expect(answer).toEqual({ session: 'A' })
      expect(await argv()).toContain(
        String.raw`run script (POSIX file "/x/scripts/set-name.applescript") with parameters {"A", "say \"hi\" \\ \n"}`,
      )
    })

    it('takes no output for no answer', async () => {
      await standIn('exit 0')

      expect(await createAppleScripts('/x', system).run('notify', ['a', 'b'])).toBeUndefined()
    })

    it('says with its number why a script failed', async () => {
      await standIn(`echo '0:12: execution error: Not authorized to send Apple events to iTerm. (-1743)' >&2; exit 1`)
      const failed = await createAppleScripts('/x', system)
        .run('front-session')
        .catch((error: unknown) => error)

      expect(failed).toBeInstanceOf(AppleScriptError)
      expect(failed).toMatchObject({ number: -1743, message: /front-session: Not authorized/ })
    })

    it('gives up after its time', async () => {
      await standIn('exec sleep 30')
      const failed = await createAppleScripts('/x', system)
        .run('front-session', [], { timeoutMs: 50 })
        .catch((error: unknown) => error)

      expect(failed).toMatchObject({ number: null })
    })
  })

  it('says that there is no osascript', async () => {
    process.env['PATH'] = join(folder.path, 'bin')
    const failed = await createAppleScripts('/x', 'linux')
      .run('notify')
      .catch((error: unknown) => error)

    expect(failed).toMatchObject({ number: null, message: /osascript/ })
  })

  it('looks beside the archive of the packaged app', async () => {
    await standIn('exit 0')
    await createAppleScripts('/A.app/Contents/Resources/app.asar/scripts-applescript', 'linux').run('notify', [])

    expect(await argv()).toContain(
      '"/A.app/Contents/Resources/app.asar.unpacked/scripts-applescript/notify.applescript"',
    )
  })

  it('[S4] hands a text over in a file for this user alone, which is gone afterwards', async () => {
    let seen = ''
    const place = await withPrivateText(folder.path, 'böse\n"x"', async file => {
      seen = await readFile(file, 'utf8')
      return file
    })

    expect(seen).toBe('böse\n"x"')
    await expect(readFile(place)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

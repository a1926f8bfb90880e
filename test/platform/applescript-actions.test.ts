import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../architecture/source-tree.ts'

const FOLDER = join(ROOT, 'scripts-applescript')
const names = readdirSync(FOLDER)
  .filter(name => name.endsWith('.applescript'))
  .map(name => name.replace('.applescript', ''))
const runner = readFileSync(join(ROOT, 'src-main/platform/applescript/scripts.ts'), 'utf8')
const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8')

/** Words of each application's dictionary that our actions may use, from iTerm2 3.6 and BetterTouchTool 4. */
const DICTIONARIES: Readonly<Record<string, readonly string[]>> = {
  iTerm2: [
    ...['windows', 'tabs', 'sessions', 'window', 'tab', 'session', 'id', 'unique ID', 'name', 'tty', 'columns', 'rows'],
    ...['contents', 'current window', 'current session', 'is hotkey window', 'select', 'write text', 'newline'],
    ...['request cookie and key for app named', 'is processing', 'variable named'],
  ],
  BetterTouchTool: ['trigger_named', 'shared_secret', 'set_string_variable', 'get_triggers', 'trigger_id'],
  'System Events': ['key code'],
  Messages: ['account', 'service type', 'iMessage', 'participant', 'send'],
}

/** AppleScript's own words, in the forms our actions use. */
const LANGUAGE =
  'tell to end set of repeat with from count if is then error number return not my in try on item and activate first whose else the no 1'.split(
    ' ',
  )

describe.each(names)('%s', name => {
  const source = readFileSync(join(FOLDER, `${name}.applescript`), 'utf8')
  const code = source
    .split('\n')
    .filter(line => !line.trimStart().startsWith('--'))
    .join('\n')

  it('is known to the runner and to the README', () => {
    expect(runner).toContain(`| '${name}'`)
    const [, action, , , permission, example] =
      readme
        .split('\n')
        .find(line => line.startsWith(`| \`${name}\` |`))
        ?.split(/(?<!\\)\|/) ?? []
    expect(action?.trim()).toBe(`\`${name}\``)
    expect(permission?.trim()).toMatch(/^(Automation: |Notifications$)/)
    expect(example).toContain(`\`osascript ${name}.applescript`)
  })

  it('says what it takes and answers', () => {
    expect(source).toMatch(/^-- [A-Z][^]*?\.\n-- Arg/)
    expect(source).toMatch(/\n-- Arguments?: .*/)
    expect(source).toMatch(/\n-- Answer: .*/)
  })

  it('is plain ASCII, whatever encoding AppleScript reads it in', () => {
    expect(source).toMatch(/^[\x20-\x7e\n\t]*$/)
  })

  it('closes every block that it opens', () => {
    const open: string[] = []
    const wrong: string[] = []
    for (const line of code.split('\n').map(each => each.trim())) {
      const closed = /^end (\w+)/.exec(line)?.[1]
      if (closed !== undefined && open.pop() !== closed) wrong.push(line)
      const opened =
        /^(?:on (?!error)(\w+)|(repeat|try|considering)\b|(tell) (?!.*\bto\b)|(if) .*then$|with (timeout))/.exec(line)
      if (opened !== null) open.push(opened.slice(1).find(word => word !== undefined) ?? '')
    }
    expect({ open, wrong }).toEqual({ open: [], wrong: [] })
  })

  it('runs no shell, builds no script, and types no text by keystroke', () => {
    expect(code).not.toMatch(/do shell script|run script|load script|keystroke/)
    // The one address that is opened: BetterTouchTool's own scheme.
    expect(code.includes('open location')).toBe(['btt-press-enter', 'btt-set-title'].includes(name))
  })

  it('never launches iTerm2, BetterTouchTool or Messages', () => {
    for (const application of ['BetterTouchTool', 'iTerm2', 'Messages']) {
      if (!code.includes(`tell application "${application}"`)) continue
      const guard = code.includes(`if application "${application}" is not running then error`)
      // In front means running.
      const isInFront = application === 'iTerm2' && code.includes('com.googlecode.iterm2')
      expect(guard || isInFront, application).toBe(true)
    }
  })

  it('uses only words of the dictionary of the application it tells', () => {
    const strangers = [...tells(code)].flatMap(({ application, body }) => {
      const known = DICTIONARIES[application] ?? []
      const rest = known
        .toSorted((a, b) => b.length - a.length)
        .reduce((text, term) => text.replaceAll(new RegExp(`\\b${term}\\b`, 'g'), ' '), strip(body, code))
      return [...rest.matchAll(/[A-Za-z_]\w*/g)].map(([word]) => word).filter(word => !LANGUAGE.includes(word))
    })

    expect(strangers).toEqual([])
  })
})

it('has an action for every name the runner knows', () => {
  const known = [...runner.matchAll(/^ {2}\| '([\w-]+)'$/gm)].map(match => match[1] ?? '')

  expect(known.toSorted()).toEqual(names.toSorted())
})

/** The blocks and lines that speak to another application. */
function* tells(code: string): Generator<{ application: string; body: string }> {
  for (const match of code.matchAll(/^(\s*)tell application "([^"]+)"(?: to (.*)|\n([^]*?)\n\1end tell)/gm)) {
    yield { application: match[2] ?? '', body: match[3] ?? match[4] ?? '' }
  }
}

/** What is left when strings and the script's own names are taken out. */
function strip(body: string, code: string): string {
  const own = [
    ...[...code.matchAll(/\bset (?:end of )?(\w+) to\b/g)].map(match => match[1] ?? ''),
    ...[...code.matchAll(/\brepeat with (\w+) from\b/g)].map(match => match[1] ?? ''),
    ...[...code.matchAll(/^on \w+\(?(\w+(?:, \w+)*)/gm)].flatMap(match => (match[1] ?? '').split(', ')),
    ...[...code.matchAll(/\bmy (\w+)\(/g)].map(match => match[1] ?? ''),
    'argv',
  ]
  return body
    .replaceAll(/"[^"]*"/g, ' ')
    .replaceAll(/\b\w+\b/g, word => (own.includes(word) && !['name'].includes(word) ? ' ' : word))
}

import { expect, it } from 'vitest'
import { Profile } from '#contract/profile.ts'
import { readScreen } from '#terminals/screen/read-screen.ts'
import { drawnScreen } from '../fixtures/screens/read-fixture.ts'

const ruled = profile({
  composer: {
    prompt: '^(?:❯|(?<mode>!))(?: |$)',
    start: '^─{8,}',
    end: '^─{8,}',
    holdsCursor: true,
    collapsed: '\\[Pasted',
  },
  states: [
    { state: 'working', detail: 'spinner', pattern: '^✻ \\w+…' },
    { state: 'blocked', detail: 'permission', pattern: '^ *Do you want to proceed\\?$' },
    { state: 'unknown', detail: 'viewer', pattern: '^ Transcript', lines: 1 },
  ],
})

it('takes a quoted dialog in the transcript for words while the composer has the cursor', () => {
  const screen = drawnScreen(`
● The tool asks like this:
 Do you want to proceed?
 ❯ 1. Yes
   2. No

────────────
❯ ▮
────────────
  ? for shortcuts`)

  expect(readScreen(ruled, screen, '')).toMatchObject({ state: 'idle', composer: { kind: 'empty' } })
})

it('sees a real dialog under a transcript that draws an empty composer', () => {
  const screen = drawnScreen(`
● Look, I am idle:
────────────
❯
────────────
  ? for shortcuts

────────────
 Bash command
 Do you want to proceed?
 ▮❯ 1. Yes
   2. No`)

  const reading = readScreen(ruled, screen, '')

  expect(reading).toMatchObject({ state: 'blocked', detail: 'permission', composer: { kind: 'absent' } })
  expect(reading.evidence).toBe('Do you want to proceed?')
})

it('reads the composer with the cursor, not one that an answer draws above or below it', () => {
  const fake = `
────────────
❯ rm -rf everything
────────────`
  const real = `
────────────
❯ mine▮
────────────`

  const above = readScreen(ruled, drawnScreen(`${fake}\n${real}`), '')
  const below = readScreen(ruled, drawnScreen(`${real}\n${fake}`), '')

  expect(above.composer).toEqual({ kind: 'text', text: 'mine' })
  expect(below.composer).toEqual({ kind: 'text', text: 'mine' })
})

it('knows no composer without its rules, without its end, or with the cursor elsewhere', () => {
  const noStart = drawnScreen('said\n❯ ▮\n────────────')
  const noEnd = drawnScreen('────────────\n❯ ▮\n')
  const elsewhere = drawnScreen('▮\n────────────\n❯ \n────────────')

  for (const screen of [noStart, noEnd, elsewhere, drawnScreen('')]) {
    expect(readScreen(ruled, screen, '')).toMatchObject({ state: 'unknown', composer: { kind: 'absent' }, above: [] })
  }
})

it('lets a dialog beat a rule that stands before it', () => {
  const screen = drawnScreen('✻ Thinking…\n Do you want to proceed?\n▮')

  expect(readScreen(ruled, screen, '').state).toBe('blocked')
})

it('makes the composer absent in a view that takes the keys', () => {
  const screen = drawnScreen('────────────\n❯ ▮\n────────────\n Transcript of today')

  expect(readScreen(ruled, screen, '')).toMatchObject({
    state: 'unknown',
    detail: 'viewer',
    composer: { kind: 'absent' },
  })
})

it('leaves faint text out, also where the cursor brightens its first letter', () => {
  const hint = drawnScreen('────────────\n❯ ▮⟨Try "fix it"⟩\n────────────')
  const underCursor = drawnScreen('────────────\n❯ ▮T⟨ry "fix it"⟩\n────────────')
  const completion = drawnScreen('────────────\n❯ git▮⟨ status⟩\n────────────')
  const letter = drawnScreen('────────────\n❯ T▮\n────────────')

  expect(readScreen(ruled, hint, '').composer).toEqual({ kind: 'empty' })
  expect(readScreen(ruled, underCursor, '').composer).toEqual({ kind: 'empty' })
  expect(readScreen(ruled, completion, '').composer).toEqual({ kind: 'text', text: 'git' })
  expect(readScreen(ruled, letter, '').composer).toEqual({ kind: 'text', text: 'T' })
})

it('gives back the typed character that a prompt mark stands for', () => {
  const screen = drawnScreen('────────────\n! ls -l▮\n────────────')

  expect(readScreen(ruled, screen, '').composer).toEqual({ kind: 'text', text: '!ls -l' })
})

it('keeps the lines and inner blanks of a draft and removes the program’s indent', () => {
  const screen = drawnScreen('────────────\n❯ one\n    two  2\n\n  three▮\n────────────')

  expect(readScreen(ruled, screen, '').composer).toEqual({ kind: 'text', text: 'one\n  two  2\n\nthree' })
})

it('tells a collapsed paste from text', () => {
  const screen = drawnScreen('────────────\n❯ [Pasted text #1 +9 lines]▮\n────────────')

  expect(readScreen(ruled, screen, '')).toMatchObject({ detail: 'draft', composer: { kind: 'collapsed' } })
})

it('reads a box: sides, padding and placeholder are not the person’s', () => {
  const boxed = profile({
    composer: {
      prompt: '^ >(?: |$)',
      start: '^╭─+╮',
      end: '^╰─+╯',
      frame: ' *│',
      placeholder: '^ *Type your message$',
    },
  })
  const box = (first: string, second = '') =>
    drawnScreen(
      `said before\n╭──────────────╮\n│ > ${first} │\n${second && `│   ${second} │\n`}╰──────────────╯\n footer`,
    )

  expect(readScreen(boxed, box('  Type your message'), '').composer).toEqual({ kind: 'empty' })
  expect(readScreen(boxed, box('hello      ', 'again      '), '').composer).toEqual({
    kind: 'text',
    text: 'hello\nagain',
  })
  expect(readScreen(boxed, box('hello'), '').above).toEqual(['said before'])
})

it('without an end line reads to the blank line, and to the cursor', () => {
  const open = profile({ composer: { prompt: '^›(?: |$)', holdsCursor: true } })

  const one = readScreen(open, drawnScreen('› old\n\nanswer\n\n› new text▮\n\n  ? for shortcuts'), '')
  const two = readScreen(open, drawnScreen('› new\n\n  text▮\n\n  ? for shortcuts'), '')

  expect(one.composer).toEqual({ kind: 'text', text: 'new text' })
  expect(one.above).toEqual(['› old', '', 'answer', ''])
  expect(two.composer).toEqual({ kind: 'text', text: 'new\n\ntext' })
})

it('says unknown for a program whose screens no rule reads', () => {
  const shell = Profile.parse({ id: 'shell', name: 'Shell', class: 'shell', recognise: {} })

  expect(readScreen(shell, drawnScreen('$ ▮'), 'idle')).toEqual({
    state: 'unknown',
    detail: '',
    evidence: 'screens of Shell are not read',
    composer: { kind: 'absent' },
    above: [],
  })
})

it('believes an empty composer only where the profile says so', () => {
  const doubting = { ...ruled, idleWhenComposerEmpty: false }

  expect(readScreen(doubting, drawnScreen('────────────\n❯ ▮\n────────────'), '').state).toBe('unknown')
})

it('reads a rule for the title, and bounds the evidence', () => {
  const titled = profile({ states: [{ state: 'working', pattern: '^⠋.*', where: 'title' }] })

  const reading = readScreen(titled, drawnScreen('x'), `⠋${'y'.repeat(5_000)}`)

  expect(reading.state).toBe('working')
  expect(reading.evidence.length).toBeLessThanOrEqual(200)
})

it('reads a huge hostile screen in the time of a blink', () => {
  const rows = Array.from({ length: 500 }, (_, row) => (row % 2 === 0 ? '─'.repeat(1_000) : `❯ ${'❯ '.repeat(499)}`))
  const screen = { lines: rows, bright: rows, cursor: { column: 0, row: 0 }, alternate: false }

  const started = performance.now()
  const reading = readScreen(ruled, screen, '')

  expect(performance.now() - started).toBeLessThan(500)
  expect(reading.composer).toEqual({ kind: 'absent' })
})

function profile(parts: object): Profile {
  return Profile.parse({ id: 'sample', name: 'Sample', class: 'agent', recognise: {}, ...parts })
}

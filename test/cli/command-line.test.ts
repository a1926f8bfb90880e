import { describe, expect, test } from 'vitest'
import { COMMANDS } from '#cli/command-table.ts'
import { WAIT_STATES } from '#cli/message-progress.ts'
import fc from 'fast-check'
import { parseArgv, prepare } from '#cli/parse-argv.ts'
import { parseFully } from '#cli/parse-fully.ts'
import { parsePlainly } from '#cli/parse-plainly.ts'
import { KINDS, LANES, SUBMITS } from '#cli/send/choices.ts'
import { TITLE_WAYS } from '#cli/title-ways.ts'
import { DELIVERY_MARKS, SESSION_MARKS } from '#cli/view/states.ts'
import { REASON_WORDS } from '#cli/words.ts'
import { DeliveryReason, DeliveryState, LaneName, SubmitStrategy } from '#contract/delivery.ts'
import { MessageKind } from '#contract/message.ts'
import { SessionState, TitleWay } from '#contract/session.ts'

async function parse(...argv: string[]) {
  const parsed = await parseArgv(argv)
  if (parsed.kind !== 'command') throw new Error(`not a command but ${parsed.kind}`)
  return { name: parsed.spec.name, globals: parsed.globals, ...parsed.call }
}

describe('a command line', () => {
  test('takes global flags before and after the command', async () => {
    const before = await parse('--json', '--home', '/x', '--no-start', 'ls', 'is:idle')
    const after = await parse('ls', 'is:idle', '--json', '--home', '/x', '--no-start')
    expect(before.globals).toEqual(after.globals)
    expect(before).toMatchObject({ name: 'ls', words: ['is:idle'], globals: { json: true, home: '/x', start: false } })
  })

  test('reads a negated filter term as a word, wherever it stands', async () => {
    expect((await parse('ls', '-is:muted', 'is:idle', '-group:api')).words).toEqual([
      '-is:muted',
      'is:idle',
      '-group:api',
    ])
    expect((await parse('group', 'add', 'x', '--filter', '-is:muted')).options['filter']).toBe('-is:muted')
  })

  test.each([
    [['a', 'b', 'text'], { words: ['a', 'b', 'text'], afterDashes: undefined }],
    [['a', 'b', '--', 'text'], { words: ['a', 'b'], afterDashes: ['text'] }],
    [['a', '--', '--wait'], { words: ['a'], afterDashes: ['--wait'] }],
    [['a', '--', 'several', 'words'], { words: ['a'], afterDashes: ['several', 'words'] }],
    [['a', '--'], { words: ['a'], afterDashes: [] }],
    [['a', '--', '-is:muted'], { words: ['a'], afterDashes: ['-is:muted'] }],
    [['a', '-'], { words: ['a', '-'], afterDashes: undefined }],
  ])('send %j keeps targets and text apart', async (argv, expected) => {
    expect(await parse('send', ...argv)).toMatchObject(expected)
  })

  test('run keeps everything behind the dashes as it is', async () => {
    const call = await parse('run', '--name', 'api', '--', 'claude', '-c', '--json', '--', '-is:muted', '')
    expect(call).toMatchObject({ words: [], options: { name: 'api' }, globals: {} })
    expect(call.afterDashes).toEqual(['claude', '-c', '--json', '--', '-is:muted', ''])
    expect(call.globals['json']).not.toBe(true)
  })

  test('send reads flags behind a quoted text', async () => {
    const call = await parse('send', 'api', 'web', '--', '-run the tests', '--wait', 'confirmed', '--json')
    expect(call).toMatchObject({ words: ['api', 'web'], afterDashes: ['-run the tests'], globals: { json: true } })
    expect(call.options['wait']).toBe('confirmed')
  })

  test('send refuses an unquoted text with flags in it instead of guessing which is which', async () => {
    await expect(parse('send', 'api', '--', 'fix', 'the', '--json', 'bug')).rejects.toThrow(
      /not one word: the bug was left over/,
    )
  })

  test.each([
    [['nosuch'], /unknown command/],
    [['ls', '--nosuch'], /unknown option/],
    [['show'], /missing required argument/],
    [['show', 'a', 'b'], /too many arguments/],
    [['send', 'a', 'b', '--wait', 'done'], /Allowed choices are accepted/],
    [['send', 'a', 'b', '--lane'], /argument missing/],
  ])('%j is refused as a bad request', async (argv, message) => {
    await expect(parseArgv(argv)).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringMatching(message),
    })
  })

  test('a mistake is told with where to read on', async () => {
    const known = parseArgv(['schedule', 'add', 'x', '--nosuch'])
    const unknown = parseArgv(['qqqqqqqq'])
    await expect(known).rejects.toMatchObject({ hint: 'see comms help schedule add' })
    await expect(unknown).rejects.toMatchObject({ hint: 'see comms help' })
  })

  test('every command has help with an example of itself, by flag and by word', async () => {
    for (const { name, examples } of COMMANDS) {
      const [byFlag, byWord] = [
        await parseArgv([...name.split(' '), '--help']),
        await parseArgv(['help', ...name.split(' ')]),
      ]
      expect(byFlag).toEqual(byWord)
      expect(byFlag).toMatchObject({ kind: 'help', isError: false, text: expect.stringContaining(examples[0] ?? '?') })
      expect(examples[0]).toContain(`comms ${name.split(' ')[0]}`)
    }
  })

  test('every example can be parsed', async () => {
    const lines = COMMANDS.flatMap(({ examples }) => examples)
    const kinds = await Promise.all(lines.map(async line => (await parseArgv(wordsOf(line).slice(1))).kind))
    expect(new Set(kinds)).toEqual(new Set(['command']))
  })
})

/** The words of an example, without what another program does before or after. */
function wordsOf(line: string): readonly string[] {
  const own = line.replace(/^.*\| /, '').replace(/ >+ .*$/, '')
  return Array.from(own.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '')
}

test('the words written out here are those of the contract', () => {
  expect([...LANES]).toEqual(LaneName.options)
  expect([...SUBMITS]).toEqual(SubmitStrategy.options)
  expect([...KINDS]).toEqual(MessageKind.options)
  expect([...TITLE_WAYS]).toEqual(TitleWay.options)
  expect([...WAIT_STATES].toSorted()).toEqual(DeliveryState.options.toSorted())
  expect(Object.keys(DELIVERY_MARKS).toSorted()).toEqual(DeliveryState.options.toSorted())
  expect(Object.keys(SESSION_MARKS).toSorted()).toEqual(SessionState.options.toSorted())
  expect(Object.keys(REASON_WORDS).toSorted()).toEqual(DeliveryReason.options.toSorted())
})

describe('the two parsers', () => {
  const names = COMMANDS.map(({ name }) => name.split(' '))
  const flags = COMMANDS.flatMap(({ options = [] }) => options.flatMap(({ flags }) => flags.match(/--?[a-z-]+/g) ?? []))
  const oddWords = [
    '-',
    '--',
    '',
    'api',
    'is:idle',
    '-is:muted',
    'confirmed',
    'mailbox',
    '2h',
    '-5',
    '-yf',
    '--kind=task',
    '\u{1F600}',
  ]
  const globals = ['--json', '--no-start', '--home', '--home=/x', '--color', '--no-color', '-h', '--help', '-V']

  test('read every line alike, where the quick one reads it at all', () => {
    let read = 0
    const word = fc.oneof(fc.constantFrom(...oddWords), fc.constantFrom(...flags, ...globals), fc.string())
    const line = fc.tuple(fc.constantFrom(...names), fc.array(word, { maxLength: 6 }))
    fc.assert(
      fc.property(line, fc.constantFrom<string[][]>([], ['--json'], ['--home', '/y']), ([name, rest], first) => {
        const reading = prepare([...first, ...name, ...rest])
        const quick = outcome(() => parsePlainly(reading))
        if (quick === undefined) return
        read++
        expect(quick).toEqual(outcome(() => parseFully(reading)))
      }),
      { numRuns: 2_000 },
    )
    expect(read).toBeGreaterThan(100)
  })

  test('need only the quick one for every example', () => {
    for (const line of COMMANDS.flatMap(({ examples }) => examples)) {
      expect(parsePlainly(prepare(wordsOf(line).slice(1)))).toBeDefined()
    }
  })

  function outcome(parse: () => unknown): unknown {
    try {
      return parse()
    } catch (error) {
      return (error as Error).message
    }
  }
})

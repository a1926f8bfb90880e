import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ScriptHeader, ScriptKind, ScriptParameterType, type ScriptParameter } from '#contract/script.ts'
import { readScriptHeader } from '#domain/script-header.ts'
import { readParameterLine, readValues } from '#domain/script-parameter.ts'
import { anyText, RUNS } from './properties.ts'

const MARKS = { shell: '#', python: '#', javascript: '//', applescript: '--' } as const

const read = (lines: readonly string[], kind: ScriptKind = 'shell') =>
  readScriptHeader(lines.map(line => `${MARKS[kind]} ${line}`).join('\n'), kind)

describe('a header', () => {
  it.each(ScriptKind.options)('is read from the comment that a %s file begins with', kind => {
    const reading = read(
      [
        '@name Set a title',
        '@description Gives each session',
        'a title of its own.',
        '',
        '@category Titles',
        '@targets many',
        '@needs tmux, iterm2',
        '@timeout 5m',
        '@param title text The title',
        '@param mode choice(on|off)=on',
        '@param note text="two words" A note',
      ],
      kind,
    )

    expect(reading).toEqual({
      kind: 'header',
      header: {
        name: 'Set a title',
        description: 'Gives each session a title of its own.',
        category: 'Titles',
        targets: 'many',
        needs: ['iterm2', 'tmux'],
        parameters: [
          { name: 'title', type: 'text', choices: [], default: null, description: 'The title' },
          { name: 'mode', type: 'choice', choices: ['on', 'off'], default: 'on', description: '' },
          { name: 'note', type: 'text', choices: [], default: 'two words', description: 'A note' },
        ],
        timeoutSeconds: 300,
      },
    })
  })

  it('needs nothing but a name, and ends where the code begins', () => {
    const text = '#!/usr/bin/env bash\n# @name Small\n\necho hi\n# @targets many\n'

    expect(readScriptHeader(text, 'shell')).toMatchObject({
      kind: 'header',
      header: { name: 'Small', targets: 'none', timeoutSeconds: 60, parameters: [] },
    })
  })

  it('is not seen in a comment without @name, whatever other tags stand there', () => {
    expect(read(['@author me', '@param {string} x'])).toEqual({ kind: 'none' })
    expect(readScriptHeader('echo "# @name x"\n# @name x\n', 'shell')).toEqual({ kind: 'none' })
  })

  it.each([
    ['@targets everybody', '@targets is one of none, one, many, together'],
    ['@color red', '@color is not known'],
    ['@name Twice', '@name stands here a second time'],
    ['@timeout never', '@timeout is a time from 1s to 24h'],
    ['@timeout 25h', '@timeout is a time from 1s to 24h'],
    ['@timeout 0s', '@timeout is a time from 1s to 24h'],
    ['@needs windows', '@needs takes macos, iterm2, tmux'],
    ['@param', '@param is a name, a type and a description'],
    ['@param Title text', '"Title" is no parameter name'],
    ['@param title words', 'title has the type words; known are text, number, flag, path, choice'],
    ['@param lines number=many', 'the default of lines is not a number'],
    ['@param mode choice', 'mode: choices stand in brackets'],
    ['@param mode text(a|b)', 'mode: choices stand in brackets'],
    ['@param mode choice(a||b)', 'mode has an empty choice'],
    ['@param mode choice(a|b)=c', 'the default of mode is none of a, b'],
    ['@param dir path=relative', 'the default of dir is not a path'],
    ['@description', '@description says nothing'],
    [`@category ${'x'.repeat(81)}`, '@category is longer than 80 characters'],
  ])('says what is wrong with %s, and in which line', (line, message) => {
    const reading = read(['@name A script', line])

    expect(reading).toMatchObject({ kind: 'bad', problems: [{ line: 2 }] })
    expect(reading.kind === 'bad' && reading.problems[0]?.message).toContain(message)
  })

  it('names every mistake, not only the first', () => {
    const reading = read(['@name A', '@targets x', '@timeout y', '@param a text', '@param a text'])

    expect(reading).toMatchObject({ kind: 'bad', problems: [{ line: 2 }, { line: 3 }, { line: 5 }] })
  })
})

describe('whatever text there is', () => {
  const anyLine = fc.oneof(
    anyText,
    fc.constantFrom('@name x', '@targets many', '@param', '@param a text="', '@param a choice(', '@timeout 1s', '@'),
  )
  const anyFile = fc
    .array(
      fc.oneof(
        anyLine,
        anyLine.map(line => `# ${line}`),
      ),
      { maxLength: 12 },
    )
    .map(l => l.join('\n'))

  it('is read without fail, and a header that was read is a whole one', () => {
    fc.assert(
      fc.property(anyFile, fc.constantFrom(...ScriptKind.options), (text, kind) => {
        const reading = readScriptHeader(text, kind)
        const header = reading.kind === 'header' ? reading.header : undefined
        const problems = reading.kind === 'bad' ? reading.problems : undefined
        expect(header === undefined || (ScriptHeader.safeParse(header).success && header.name !== '')).toBe(true)
        expect(header?.timeoutSeconds ?? 1).toBeGreaterThanOrEqual(1)
        expect(problems?.length ?? 1).toBeGreaterThan(0)
      }),
      { numRuns: RUNS.numRuns / 10 },
    )
  })

  it('reaches the script as it was given, or is refused', () => {
    const parameters = ScriptParameterType.options.map((type): ScriptParameter => ({
      name: type,
      type,
      choices: type === 'choice' ? ['on', 'off'] : [],
      default: '',
      description: '',
    }))
    const anyGiven = fc.dictionary(fc.constantFrom(...ScriptParameterType.options, '__proto__', 'other'), anyText)
    fc.assert(
      fc.property(anyGiven, given => {
        const reading = readValues(parameters, given)
        if (reading.kind === 'bad') return
        expect(reading.values.map(({ name }) => name)).toEqual(ScriptParameterType.options)
        for (const { name, value } of reading.values) {
          expect(value).toBe(Object.hasOwn(given, name) ? given[name] : '')
          expect(value).not.toContain('\0')
        }
      }),
      { numRuns: RUNS.numRuns / 10 },
    )
  })

  it('survives as a quoted default, character by character', () => {
    const anyDefault = fc.string({ unit: 'grapheme', maxLength: 30 }).filter(text => !/[\n\0]/.test(text))
    fc.assert(
      fc.property(anyDefault, value => {
        const quoted = `"${value.replaceAll(/["\\]/g, '\\$&')}"`
        expect(readParameterLine(`a text=${quoted} words`)).toMatchObject({
          kind: 'parameter',
          parameter: { default: value, description: 'words' },
        })
      }),
      { numRuns: RUNS.numRuns / 10 },
    )
  })
})

describe('values', () => {
  const [lines, dir] = ['lines number=20', 'dir path'].map(line => {
    const reading = readParameterLine(line)
    if (reading.kind === 'bad') throw new Error(reading.message)
    return reading.parameter
  })

  it('have their defaults, and one without must be given', () => {
    expect(readValues([lines!, dir!], { dir: '~/src' })).toEqual({
      kind: 'values',
      values: [
        { name: 'lines', value: '20' },
        { name: 'dir', value: '~/src' },
      ],
    })
    expect(readValues([dir!], {})).toEqual({ kind: 'bad', problems: [{ name: 'dir', message: 'needs a value' }] })
  })

  it('are refused when the script does not know them or cannot take them', () => {
    const reading = readValues([lines!, dir!], { lines: '1; rm -rf /', dir: 'src', title: 'x' })

    expect(reading).toEqual({
      kind: 'bad',
      problems: [
        { name: 'title', message: 'is not a parameter of this script' },
        { name: 'lines', message: 'is not a number' },
        { name: 'dir', message: 'is not a path that starts with / or ~/' },
      ],
    })
  })
})

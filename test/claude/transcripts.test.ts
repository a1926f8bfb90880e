import { appendFileSync, truncateSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTranscriptLibrary } from '#claude/transcripts/library.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'
import { keepTranscript, transcriptId, writeTranscript, type TranscriptWriter } from '../support/transcript.ts'

let folder: ReturnType<typeof makeTempFolder>
beforeEach(() => (folder = makeTempFolder()))
afterEach(() => folder[Symbol.dispose]())

const library = () => createTranscriptLibrary(() => [folder.path, '/nowhere'])
const keep = (writer: TranscriptWriter) => keepTranscript(folder.path, transcriptId(1), writer.text())
const newest = (path: string, limit = 10, isFull = false) => library().newestTurns(path, { limit, isFull })

/** Searches to the start of the file without a limit in time. */
const search = (path: string, query: string, more: { before?: number; limit?: number } = {}) =>
  library().search(path, {
    matcher: library().words(query),
    context: 0,
    limit: 100,
    before: Infinity,
    pause: async () => false,
    ...more,
  })

describe('turns', () => {
  it('go from a prompt to the next, with the answer, the tools and who asked', async () => {
    const writer = writeTranscript()
    writer.line('{"type":"mode","mode":"normal"}')
    const first = writer.prompt('what is your branch?')
    writer.tool('Bash', { command: 'git branch' }, '* main')
    writer.answer('It is main.')
    writer.prompt('raw envelope', {
      isMeta: true,
      origin: { kind: 'peer', name: 'web', body: 'please rebase' },
      turnOrigin: 'peer',
    })
    writer.answer('Done.')
    writer.prompt('a task ended', { origin: { kind: 'task-notification' }, turnOrigin: 'task_notification' })

    const { turns, next, cwd } = await newest(keep(writer))

    expect(turns).toMatchObject([
      { turn: first, from: 'person', prompt: 'what is your branch?', answer: 'It is main.', tools: ['Bash'] },
      { from: 'peer', sender: 'web', prompt: 'please rebase', answer: 'Done.' },
      { from: 'program', sender: null, prompt: 'a task ended', answer: '' },
    ])
    expect([next, cwd]).toEqual([null, '/work/api'])
  })

  it('count nothing twice that was also written as a request to the model', async () => {
    const writer = writeTranscript()
    writer.prompt('the needle')
    for (const type of ['api-request', 'api-request-shape', 'api-request-blob']) {
      writer.line(JSON.stringify({ type, message: { role: 'user', content: 'the needle' }, uuid: 'x' }))
      writer.line(
        JSON.stringify({ uuid: 'y', timestamp: '2026-11-20T00:00:00Z', type, message: { content: 'the needle' } }),
      )
    }
    writer.answer('found the needle')
    const path = keep(writer)

    const [{ turns }, { finds }] = [await newest(path), await search(path, 'NEEDLE')]

    expect(turns).toHaveLength(1)
    expect(finds.map(({ role }) => role)).toEqual(['assistant', 'user'])
  })

  it('leave out what was taken back by going to an earlier prompt', async () => {
    const writer = writeTranscript()
    writer.prompt('first')
    const kept = writer.answer('one')
    writer.prompt('a mistake')
    writer.answer('two')
    writer.goBackTo(kept)
    writer.prompt('second')

    const { turns } = await newest(keep(writer))

    expect(turns.map(({ prompt }) => prompt)).toEqual(['first', 'second'])
  })

  it('are given page by page, none twice and none left out', async () => {
    const writer = writeTranscript()
    for (let turn = 1; turn <= 7; turn++) {
      writer.prompt(`prompt ${turn}`)
      writer.answer('x'.repeat(300_000))
    }
    const path = keep(writer)

    const prompts: string[] = []
    let before: number | undefined
    do {
      const page = await library().newestTurns(path, { limit: 3, before, isFull: false })
      prompts.unshift(...page.turns.map(({ prompt }) => prompt))
      before = page.next ?? undefined
    } while (before !== undefined)

    expect(prompts).toEqual([1, 2, 3, 4, 5, 6, 7].map(turn => `prompt ${turn}`))
  })

  it('show lines over 4,096 bytes, and what tools were given, only in full', async () => {
    const writer = writeTranscript()
    const id = writer.prompt(`before\n${'ä'.repeat(2_049)}\n${'b'.repeat(4_096)}`)
    writer.tool('Write', { text: 'line\n'.repeat(1_000) }, 'short')
    const path = keep(writer)

    const [redacted, full] = [await library().turn(path, id, false), await library().turn(path, id, true)]

    expect(redacted?.steps.map(({ text }) => text)).toEqual([
      `before\n[4098 bytes left out]\n${'b'.repeat(4_096)}`,
      '[6011 bytes left out]',
      'short',
    ])
    expect(full?.steps[0]?.text).toContain('ää')
    expect(full?.steps[1]?.text).toHaveLength(6_011)
  })

  it('shows the results of tools that ran side by side, each once', async () => {
    const writer = writeTranscript()
    const id = writer.prompt('both')
    const call = writer.tool('Read', { path: 'a' }, 'content of a')
    writer.goBackTo(call)
    writer.tool('Read', { path: 'b' }, 'content of b')
    writer.answer('read')

    const found = await library().turn(keep(writer), id, false)

    expect(found?.steps.filter(({ kind }) => kind === 'result').map(({ text }) => text)).toEqual([
      'content of a',
      'content of b',
    ])
  })
})

describe('a file that is not as it should be', () => {
  it('is read around broken, half-written, foreign and endless lines', async () => {
    const writer = writeTranscript()
    writer.prompt('good')
    for (const line of [
      '',
      '{',
      'null',
      '[]',
      '{"type":"user"}',
      '\u0000\u0001',
      '{"type":"user","uuid":1,"timestamp":{}}',
    ]) {
      writer.line(line)
    }
    writer.line(JSON.stringify({ type: 'user', uuid: 'z', timestamp: 'never', message: { content: 'bad time' } }))
    writer.line(`{"type":"user","uuid":"big","message":"${'x'.repeat(5 * 1024 * 1024)}"}`)
    writer.answer('still good')
    const path = keep(writer)
    appendFileSync(path, '{"parentUuid":null,"type":"user","uuid":"half')

    const { turns } = await newest(path)
    const { finds, next } = await search(path, 'good')

    expect(turns).toMatchObject([{ prompt: 'good', answer: 'still good' }])
    expect(finds.map(({ excerpt }) => excerpt)).toEqual(['still good', 'good'])
    expect(next).toBeNull()
  })

  it('does not go round in a ring of records', async () => {
    const writer = writeTranscript()
    writer.goBackTo('record-3')
    writer.prompt('one')
    writer.answer('two')
    writer.answer('three')

    expect((await newest(keep(writer))).turns).toHaveLength(1)
  })
})

describe('a search in one transcript', () => {
  it('finds all words in any case, newest first, and goes on where it stopped', async () => {
    const writer = writeTranscript()
    for (let turn = 1; turn <= 5; turn++) writer.prompt(`alpha ${turn}\nBeta`)
    writer.prompt('alpha alone')
    const path = keep(writer)

    const first = await search(path, 'beta ALPHA', { limit: 3 })
    const rest = await search(path, 'beta ALPHA', { limit: 3, before: first.next ?? 0 })

    expect([...first.finds, ...rest.finds].map(({ excerpt }) => excerpt)).toEqual(
      [5, 4, 3, 2, 1].map(turn => `alpha ${turn}`),
    )
  })

  it('follows a pattern that would stop an engine that tries every way', async () => {
    const writer = writeTranscript()
    writer.prompt(`${'a'.repeat(50_000)}!\nport 8443 is open`)
    const path = keep(writer)
    const matcher = (source: string) => {
      const made = library().pattern(source)
      if (typeof made === 'string') throw new Error(made)
      return made
    }
    const started = performance.now()

    const run = (source: string) =>
      library().search(path, {
        matcher: matcher(source),
        context: 0,
        limit: 9,
        before: Infinity,
        pause: async () => false,
      })
    const [evil, plain] = [await run('a*a*a*a*a*a*a*b$'), await run('port \\d+')]

    expect(evil.finds).toEqual([])
    expect(plain.finds.map(({ excerpt }) => excerpt)).toEqual(['port 8443 is open'])
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('the folder', () => {
  it('lists sessions and no subagents, and takes no path for an id', async () => {
    const path = keepTranscript(folder.path, transcriptId(1), '')
    keepTranscript(folder.path, 'agent-abc', '')

    expect((await library().list()).map(({ transcript }) => transcript)).toEqual([transcriptId(1)])
    expect(await library().find(transcriptId(1))).toMatchObject({ path })
    expect(await library().find(`../-work-api/${transcriptId(1)}`)).toBeUndefined()
  })

  it('tells a file that grew from one that was begun anew', async () => {
    const path = keepTranscript(folder.path, transcriptId(1), 'short')
    const mark = await library().head(path)
    appendFileSync(path, 'more\n'.repeat(500))
    const grown = await library().head(path, mark)
    truncateSync(path)
    appendFileSync(path, 'other beginning')

    expect(grown).toBe(mark)
    expect(await library().head(path, mark)).not.toBe(mark)
  })
})

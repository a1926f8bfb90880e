import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HubError } from '#contract/errors.ts'
import { eventually } from '../platform/eventually.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { keepTranscript, transcriptId, writeTranscript } from '../support/transcript.ts'

let claude: ReturnType<typeof makeTempFolder>
let hub: TempHub
beforeAll(async () => {
  claude = makeTempFolder()
  hub = await startTempHub({ env: { CLAUDE_CONFIG_DIR: claude.path } })
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  claude[Symbol.dispose]()
})

/** A puppet that the registry says writes a transcript. */
async function openWriter(name: string, number: number, text: string): Promise<Puppet> {
  const puppet = await openPuppet(hub, name)
  const { session } = await hub.client.sessions.show({ target: puppet.address })
  const { pid } = session
  keepTranscript(claude.path, transcriptId(number), text)
  mkdirSync(join(claude.path, 'sessions'), { recursive: true })
  const procStart = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]
  const row = { pid, procStart, sessionId: transcriptId(number), cwd: '/work/api' }
  writeFileSync(join(claude.path, 'sessions', `${pid}.json`), JSON.stringify(row))
  const read = () => hub.client.transcripts.read({ target: puppet.address }).catch(() => undefined)
  await eventually(read, answer => answer !== undefined)
  return puppet
}

function said(...prompts: readonly string[]): string {
  const writer = writeTranscript()
  for (const prompt of prompts) writer.prompt(prompt)
  return writer.text()
}

const ask = async (puppet: Puppet, path: string) => {
  const [answer] = await puppet.ask('agent.sock', [{ method: 'GET', path }])
  return answer?.json as { error?: { code: string }; turns?: { prompt: string }[] }
}

it('lets an agent read its own transcript whole and others without long lines, and notes what it read elsewhere', async () => {
  const long = 'x'.repeat(5_000)
  const ada = await openWriter('ada', 1, said(`own ${long}`))
  await openWriter('bea', 2, said(`other\n${long}`))

  const own = await ask(ada, '/v1/transcripts?full=true')
  const other = await ask(ada, '/v1/transcripts?target=bea')
  const full = await ask(ada, '/v1/transcripts?target=bea&full=true')
  const byId = await ask(ada, `/v1/transcripts?transcript=${transcriptId(2)}&full=true`)

  expect(own.turns).toMatchObject([{ prompt: `own ${long}` }])
  expect(other.turns).toMatchObject([{ prompt: 'other\n[5000 bytes left out]' }])
  expect([full.error?.code, byId.error?.code]).toEqual(['forbidden', 'forbidden'])
  const { rows } = await hub.client.log.list({ kind: 'audit' })
  const readings = rows.filter(({ text }) => text.includes('turns'))
  expect(readings).toMatchObject([{ by: 'agent:ada', to: expect.stringContaining('bea') }])
})

it('searches all transcripts by index: what came since, what was cut, what is gone', async () => {
  const path = keepTranscript(claude.path, transcriptId(11), said('the first needle'))
  const other = keepTranscript(claude.path, transcriptId(12), said('another needle'), '-other')
  const excerpts = async (query: string) => {
    const { matches, complete } = await hub.client.transcripts.search({ query })
    expect(complete).toBe(true)
    return matches.map(({ excerpt }) => excerpt)
  }

  const before = await excerpts('needle')
  appendFileSync(path, said('x', 'a late needle').split('\n').slice(1).join('\n'))
  const grown = await excerpts('late needle')
  writeFileSync(path, said('begun anew'))
  rmSync(other)
  const after = [await excerpts('needle'), await excerpts('anew')]

  expect(before.toSorted()).toEqual(['another needle', 'the first needle'])
  expect(grown).toEqual(['a late needle'])
  expect(after).toEqual([[], ['begun anew']])
})

it('goes through every transcript with a pattern, page by page', async () => {
  for (const number of [21, 22, 23])
    keepTranscript(claude.path, transcriptId(number), said('error 1', 'fine', 'error 2'))

  const found: string[] = []
  let before: string | undefined
  do {
    const page = await hub.client.transcripts.search({
      query: '^error \\d$',
      regex: 'true',
      limit: 2,
      ...(before !== undefined && { before }),
    })
    found.push(...page.matches.map(({ source, excerpt }) => `${source.transcript.at(-1)} ${excerpt}`))
    before = page.next ?? undefined
  } while (before !== undefined)

  expect(found.toSorted()).toEqual(['1 error 1', '1 error 2', '2 error 1', '2 error 2', '3 error 1', '3 error 2'])
})

it('says what is wrong with a search', async () => {
  const codeOf = (request: Parameters<typeof hub.client.transcripts.search>[0]) =>
    hub.client.transcripts.search(request).catch((error: unknown) => (error as HubError).code)

  expect(await codeOf({ query: '(', regex: 'true' })).toBe('bad_request')
  expect(await codeOf({ query: '***' })).toBe('bad_request')
  expect(await codeOf({ query: 'x', before: 'elsewhere' })).toBe('bad_request')
  expect(await codeOf({ query: 'x', target: 'nobody' })).toBe('not_found')
  expect(await codeOf({ query: 'x', transcript: transcriptId(99) })).toBe('not_found')
})

import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { recorderCommand } from '../support/recorder.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { codeBlocks, readPage, sectionOf } from './page.ts'

const run = promisify(execFile)
const page = readPage('docs/guide/http-api.md')
const FOR_AGENTS = "From an agent's session"
const LISTENING = 'Listen'

let hub: TempHub

beforeAll(async () => {
  hub = await startTempHub()
  await hub.tmux.newSession(recorderCommand(), { name: 'api' })
  await untilSeen('api')
})

afterAll(() => hub[Symbol.asyncDispose]())

async function untilSeen(name: string): Promise<void> {
  const isSeen = async () => {
    const { sessions } = await hub.client.sessions.list({})
    return sessions.some(session => session.name === name && session.state === 'idle')
  }
  await vi.waitUntil(isSeen, { timeout: 15_000, interval: 50 })
}

/** The calls of some sections, one by one, in the order of the page. */
function callsOf(sections: readonly string[]): readonly string[] {
  return sections.flatMap(text => codeBlocks(text, 'sh')).flatMap(block => block.split(/^(?=curl )/m))
}

async function callAsPerson(call: string): Promise<string> {
  const { stdout } = await run('sh', ['-c', call], { env: { ...process.env, COMMS_HOME: hub.home } })
  return stdout
}

/** Runs the calls inside a tmux session that the hub sees, and returns what each of them printed. */
async function callInSession(calls: readonly string[]): Promise<readonly string[]> {
  const file = (name: string) => join(hub.tmux.folder, name)
  const steps = calls.map((call, index) => `${call.trim()} > '${file(`answer-${index}`)}'`)
  const script = [`cd '${hub.tmux.folder}'`, 'read go', ...steps, `: > '${file('done')}'`, 'read end']
  writeFileSync(file('script.sh'), script.join('\n'))
  await hub.tmux.newSession(['env', `COMMS_HOME=${hub.home}`, 'sh', file('script.sh')], { name: 'worker' })
  await vi.waitUntil(async () => (await hub.client.sessions.list({})).sessions.some(({ name }) => name === 'worker'))
  await hub.tmux.run('send-keys', '-t', 'worker', 'Enter')
  await vi.waitUntil(() => existsSync(file('done')), { timeout: 10_000, interval: 20 })
  return calls.map((_, index) => readFileSync(file(`answer-${index}`), 'utf8'))
}

/** Calls that were answered with an error, and the error. */
function complaints(calls: readonly string[], answers: readonly string[]): readonly string[] {
  return answers
    .map((answer, index) => ({ call: calls[index], answer: JSON.parse(answer) as object }))
    .filter(({ answer }) => 'error' in answer)
    .map(({ call, answer }) => `${call}: ${JSON.stringify(answer)}`)
}

it('answers every example of the page for people, in the order of the page', async () => {
  const sections = page
    .split(/^(?=## )/m)
    .filter(text => !text.includes(FOR_AGENTS) && !text.includes(`## ${LISTENING}`))
  const calls = callsOf(sections)
  const answers: string[] = []

  for (const call of calls) answers.push(await callAsPerson(call))

  expect(complaints(calls, answers)).toEqual([])
  expect(calls.length).toBeGreaterThan(8)
})

it('answers every example for agents, inside a session', async () => {
  const calls = callsOf([sectionOf(page, FOR_AGENTS)])

  const answers = await callInSession(calls)

  expect(complaints(calls, answers)).toEqual([])
  expect((await hub.client.inbox.list({})).messages.map(({ from }) => from)).toEqual(['worker'])
})

it('tells the listener of the example what happened', async () => {
  const [call = ''] = callsOf([sectionOf(page, LISTENING)])

  // Being cut off after its time is how the example ends.
  const ended = await callAsPerson(call).catch((error: unknown) => error)

  expect(ended).toMatchObject({ code: 28, stdout: expect.stringContaining('event: session.appeared') as string })
})

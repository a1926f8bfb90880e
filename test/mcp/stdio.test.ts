import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeTempFolder } from '../platform/temp-folder.ts'
import { eventually } from '../platform/eventually.ts'
import { PROGRAM } from '../support/program.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import { keepTranscript, transcriptId, writeTranscript } from '../support/transcript.ts'

const LISTENER = fileURLToPath(new URL('../support/mcp-channel-listener.mjs', import.meta.url))
const ASKER = fileURLToPath(new URL('../support/mcp-asker.mjs', import.meta.url))

let claude: ReturnType<typeof makeTempFolder>
let hub: TempHub
let ada: Puppet
let bea: Puppet
let client: Client
const listChanges: string[] = []
const questions: string[] = []
let isDeclining = false

beforeAll(async () => {
  claude = makeTempFolder()
  hub = await startTempHub({ env: { CLAUDE_CONFIG_DIR: claude.path } })
  ;[ada, bea] = await Promise.all([openPuppet(hub, 'ada'), openPuppet(hub, 'bea')])
  client = await connect()
})
afterAll(async () => {
  await client?.close()
  await hub[Symbol.asyncDispose]()
  claude[Symbol.dispose]()
})

/** The real client library over the real command, as a child of this process: an agent the hub cannot place. */
async function connect(...words: readonly string[]): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, 'mcp', '--home', hub.home, ...words],
    env: { PATH: process.env['PATH'] ?? '' },
    stderr: 'inherit',
  })
  const made = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: {} } })
  made.setNotificationHandler('notifications/resources/list_changed', () => void listChanges.push('resources'))
  made.setRequestHandler('elicitation/create', ({ params }) => {
    questions.push(params.message)
    if (isDeclining) return { action: 'decline' }
    return { action: 'accept', content: { session: bea.address } }
  })
  await made.connect(transport)
  return made
}

async function call(name: string, input: Record<string, unknown> = {}): Promise<{ text: string; isError: boolean }> {
  const { content, isError } = await client.callTool({ name, arguments: input })
  const [first] = content as readonly { readonly text?: string }[]
  return { text: first?.text ?? '', isError: isError === true }
}

it('costs a session at most 3,000 tokens for its whole list of tools', async () => {
  const { tools } = await client.listTools()

  // As it is sent; four bytes are about one token.
  const tokens = Buffer.byteLength(JSON.stringify(tools)) / 4
  console.info(
    `${tools.length} MCP tools, about ${Math.round(tokens)} tokens; instructions ${client.getInstructions()?.length} characters`,
  )
  expect(tools.map(({ name }) => name)).toEqual([
    'comms_whoami',
    'comms_sessions',
    'comms_send',
    'comms_inbox',
    'comms_ask',
    'comms_done',
    'comms_transcript_read',
    'comms_transcript_search',
    'comms_transcript_turn',
    'comms_screen',
    'comms_groups',
  ])
  expect(tokens).toBeLessThanOrEqual(3_000)
  expect(client.getInstructions()?.length).toBeLessThan(2_048)
})

it('finds sessions, reads a screen, sends, and says how far it got', async () => {
  const { text: listed } = await call('comms_sessions', { filter: 'name:ada' })
  const { text: screen } = await call('comms_screen', { session: 'ada' })
  const { text: sent } = await call('comms_send', { to: 'ada', text: 'hello by MCP', kind: 'note' })
  const groups = await call('comms_groups')

  expect(listed).toContain(`ada · idle`)
  expect(listed).toContain(ada.address)
  expect(screen.length).toBeGreaterThan(0)
  expect(sent).toMatch(/^Accepted as [\da-f-]{36}/)
  expect(groups.text).toBe('There are no groups.')
  const { messages } = await hub.client.inbox.list({ reader: 'ada' })
  expect(messages).toMatchObject([{ body: 'hello by MCP', kind: 'note' }])
})

it('holds a message until all can take it, when it is to go together', async () => {
  const { text } = await call('comms_send', {
    to: ['ada', 'owner'],
    text: 'all or nobody',
    together: true,
    together_wait_seconds: 90,
  })
  const [, messageId = ''] = /^Accepted as ([\da-f-]{36})/.exec(text) ?? []
  const { deliveries } = await hub.client.messages.receipts({ messageId })

  expect(deliveries.map(({ steps }) => steps[1])).toEqual(
    Array(2).fill(
      expect.objectContaining({
        state: 'held',
        reason: 'waiting_for_all',
        evidence: 'goes when all are ready, within 90 s; otherwise nobody gets it',
      }),
    ),
  )
})

it('searches and reads transcripts with places to go on from', async () => {
  const writer = writeTranscript()
  for (let turn = 1; turn <= 8; turn++) writer.prompt(`needle ${turn} ${'x '.repeat(1_900)}`)
  keepTranscript(claude.path, transcriptId(1), writer.text())

  const found = await call('comms_transcript_search', { query: 'needle 8' })
  const page = await call('comms_transcript_read', { transcript: transcriptId(1), limit: 3 })
  const cursor = /cursor (\d+)/.exec(page.text)?.[1] ?? ''
  const earlier = await call('comms_transcript_read', { transcript: transcriptId(1), limit: 3, cursor })
  const whole = await call('comms_transcript_read', { transcript: transcriptId(1), limit: 50 })

  expect(found.text).toContain(`transcript ${transcriptId(1)} turn record-8`)
  expect([page.text.match(/needle \d/g), earlier.text.match(/needle \d/g)]).toEqual([
    ['needle 6', 'needle 7', 'needle 8'],
    ['needle 3', 'needle 4', 'needle 5'],
  ])
  expect(whole.text.length).toBeLessThan(40_000)
  expect(whole.text).toContain('did not fit')
})

it('says what went wrong as an answer, with what to do, and refuses fields it does not know', async () => {
  expect(await call('comms_screen', { session: 'nobody' })).toMatchObject({
    isError: true,
    text: expect.stringContaining('comms ls shows every session'),
  })
  expect(await call('comms_inbox')).toMatchObject({
    isError: true,
    text: expect.stringContaining('does not see the session'),
  })
  expect(await call('comms_send', { to: 'ada', text: 'x', from: 'owner' })).toMatchObject({ isError: true })
  expect(await call('comms_send', { to: 'ada', text: '' })).toMatchObject({ isError: true })
})

it('lets the person choose where a name means several sessions', async () => {
  const { text } = await call('comms_screen', { session: basename(hub.tmux.folder) })

  expect(questions).toHaveLength(1)
  expect(questions[0]).toContain('means 2 sessions')
  expect(text.length).toBeGreaterThan(0)
})

it('asks a person who declines once, and then says whom the name could mean', async () => {
  questions.length = 0
  isDeclining = true

  const answer = await call('comms_screen', { session: basename(hub.tmux.folder) })

  expect(questions).toHaveLength(1)
  expect(answer.isError).toBe(true)
  expect(answer.text).toContain(bea.address)
})

it('offers screens and transcripts as resources, tells when sessions came, and has prompts', async () => {
  const { resources } = await client.listResources()
  const { contents } = await client.readResource({ uri: 'comms://screen/ada' })
  const prompts = await client.listPrompts()
  await openPuppet(hub, 'eve')
  await eventually(
    () => listChanges.length,
    count => count > 0,
  )

  expect(resources.map(({ uri }) => uri)).toEqual(expect.arrayContaining(['comms://sessions', 'comms://screen/ada']))
  expect(contents[0]).toMatchObject({ mimeType: 'text/plain' })
  expect(prompts.prompts.map(({ name }) => name)).toEqual(['inbox', 'ask'])
})

it('goes on when the hub is another one now', async () => {
  await hub.restart()

  expect((await call('comms_whoami')).isError).toBe(false)
})

/** Tools called from a child of bea, whose MCP server is a grandchild then. */
async function asBea(...calls: readonly (readonly [string, object?])[]): Promise<readonly string[]> {
  const { stdout, stderr } = await bea.run([process.execPath, ASKER, PROGRAM, JSON.stringify(calls)])
  expect(stderr).toBe('')
  return JSON.parse(stdout) as string[]
}

it('speaks as the session it is a child of, reads its inbox once, and has more tools for who asks', async () => {
  const said = await hub.client.messages.send({ messageId: randomUUID(), to: ['bea'], body: 'for bea', kind: 'note' })

  const [who, first, second, receipts] = await asBea(
    ['comms_whoami'],
    ['comms_inbox'],
    ['comms_inbox'],
    ['comms_receipts', { id: said.messageId }],
  )

  expect(who).toContain(`You are bea (address ${bea.address})`)
  expect(first).toContain('for bea')
  expect(second).toBe('Nothing unread.')
  expect(receipts).toContain('confirmed')
})

it('rings a client whose command line listens to it as a channel, once for a task in its mailbox, without the text', async () => {
  const listening = bea.run([
    process.execPath,
    LISTENER,
    PROGRAM,
    '--dangerously-load-development-channels',
    'server:comms',
  ])
  const say = (body: string, kind: 'task' | 'note') =>
    hub.client.messages.send({ messageId: randomUUID(), to: ['bea'], body, kind, lane: 'mailbox' })
  const sent = new Set<string>()
  let heard: string | undefined
  void listening.then(({ stdout }) => (heard = stdout))

  // It hears only what comes after it listens, so it is told again until it has heard.
  await eventually(
    async () => {
      await say('a note waits quietly', 'note')
      sent.add((await say('rebase, then say so', 'task')).messageId)
      await new Promise(resolve => setTimeout(resolve, 200))
      return heard
    },
    answer => answer !== undefined,
  )
  const { stdout } = await listening
  const { capabilities, ring } = JSON.parse(stdout) as { capabilities: object; ring: { meta: { message_id: string } } }

  expect(capabilities).toMatchObject({ experimental: { 'claude/channel': {} } })
  expect(ring).toEqual({
    content: 'A task from another session waits for you; comms_inbox reads it.',
    meta: { from: expect.any(String), message_id: expect.any(String) },
  })
  expect(sent).toContain(ring.meta.message_id)
})

it('asks as its session and hands over the answer, also to a question of an earlier call', async () => {
  const asking = asBea(['comms_ask', { to: 'ada', text: 'which branch?', wait_seconds: 20 }])
  const [question] = await eventually(
    async () =>
      (await hub.client.inbox.list({ reader: 'ada', all: 'true' })).messages.filter(
        ({ body }) => body === 'which branch?',
      ),
    found => found.length > 0,
  )
  const done = await ada.comms('done', question?.id ?? '', 'main')
  const [answer] = await asking

  const [again] = await asBea(['comms_ask', { ask: question?.id, wait_seconds: 0 }])

  expect(done.stderr).toBe('')
  expect([answer, again]).toEqual(['ada answers:\nmain', 'ada answers:\nmain'])
})

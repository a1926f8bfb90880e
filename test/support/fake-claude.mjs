#!/usr/bin/env node
// Stands in for Claude Code where its own records are the subject: registers itself, opens an inbox, keeps a transcript
// and draws an empty composer. What it does with a frame is what FAKE_INBOX says:
//   take    into the conversation at once (the default)      queue   into its queue, until `release` is written to FAKE_CONTROL
//   hold    asks its user first                              none    has no inbox
// With FAKE_JOB it is a session in the background under that id; with FAKE_NAME somebody gave it that name.
// Lines in FAKE_CONTROL: `park <job>` (its conversation moved to that one), `release`, `clear` (a new session id), `busy`, `idle`, `waiting <for>`, `answer <socket> <frame>`.
import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, watchFile, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

const {
  CLAUDE_CONFIG_DIR: config,
  FAKE_INBOX: manner = 'take',
  FAKE_CONTROL: control = '',
  FAKE_LOG: log,
  FAKE_JOB: jobId,
  FAKE_NAME: name,
} = process.env
const version = process.env.FAKE_VERSION ?? '2.1.329'
const resumed = process.argv.indexOf('--resume')
let sessionId = resumed === -1 ? randomUUID() : process.argv[resumed + 1]
let status = { status: 'idle' }
let parked = {}
const queue = []
const socket = join(config, `${process.pid}.sock`)
const row = join(config, 'sessions', `${process.pid}.json`)
const project = join(config, 'projects', process.cwd().replaceAll(/[^a-zA-Z0-9]/g, '-'))
mkdirSync(join(config, 'sessions'), { recursive: true })
mkdirSync(project, { recursive: true })

function register() {
  const procStart = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')[19]
  const inbox = manner === 'none' ? {} : { messagingSocketPath: socket }
  const place = jobId === undefined ? { kind: 'interactive', ...parked } : { kind: 'bg', jobId }
  const named = name === undefined ? {} : { name, nameSource: 'user' }
  const facts = { pid: process.pid, sessionId, cwd: process.cwd(), procStart, version, ...place, ...named, ...inbox }
  writeFileSync(
    `${row}.new`,
    JSON.stringify({ ...facts, ...status, statusUpdatedAt: Date.now(), startedAt: Date.now() }),
  )
  renameSync(`${row}.new`, row)
}

function record(line) {
  appendFileSync(join(project, `${sessionId}.jsonl`), `${JSON.stringify({ ...line, sessionId })}\n`)
}

function take({ msg_id, content, from }) {
  record({ type: 'user', uuid: randomUUID(), origin: { kind: 'peer', msg_id, from }, message: { content } })
}

function note(content) {
  record({ type: 'system', subtype: 'informational', content })
}

function receive(line) {
  const frame = JSON.parse(line)
  if (log !== undefined) appendFileSync(log, `${line}\n`)
  const { msg_id, from } = frame
  const { content } = frame.message
  if (manner === 'hold') return note(`Held peer message — from ${from}; preview: «${content.replaceAll(/[[\]]/g, '')}»`)
  record({ type: 'queue-operation', operation: 'enqueue', content })
  if (manner === 'queue') queue.push({ msg_id, content, from })
  else take({ msg_id, content, from })
}

const server = createServer(connection => {
  let text = ''
  connection.setEncoding('utf8')
  connection.on('data', piece => (text += piece))
  connection.on('end', () => text.split('\n').filter(Boolean).forEach(receive))
})

let done = 0
function obey() {
  const lines = readFileSync(control, 'utf8').split('\n').filter(Boolean)
  for (const line of lines.slice(done)) {
    const [verb, ...rest] = line.split(' ')
    if (verb === 'release') queue.splice(0).forEach(take)
    if (verb === 'park') parked = { parkedJobId: rest[0] }
    if (verb === 'clear') sessionId = randomUUID()
    if (verb === 'busy' || verb === 'idle') status = { status: verb }
    if (verb === 'waiting') status = { status: verb, waitingFor: rest.join(' ') }
    if (verb === 'answer') {
      const answer = connect(rest[0], () => answer.end(`${rest.slice(1).join(' ')}\n`))
    }
    register()
  }
  done = lines.length
}

function end() {
  rmSync(row, { force: true })
  rmSync(socket, { force: true })
  process.exit(0)
}

if (control !== '') {
  writeFileSync(control, '', { flag: 'a' })
  watchFile(control, { interval: 20 }, obey)
}
process.on('SIGTERM', end)
process.on('SIGHUP', end)
process.stdin.setRawMode?.(true)
process.stdin.resume()
const rule = '─'.repeat(60)
const draw = () => process.stdout.write(`\u001b[2J\u001b[H${rule}\r\n❯ \r\n${rule}\r\n  ? for shortcuts\u001b[2;3H`)
if (manner === 'none') {
  register()
  draw()
} else server.listen(socket, () => (register(), draw()))

#!/usr/bin/env node
// Claude Code without a terminal, as the trial of our frame meets it. A frame goes into its transcript, unless its file
// is named `ignores`; a prompt goes to its model's service.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'

if (process.argv[2] === '--version') {
  console.log('7.7.7 (Claude Code)')
  process.exit(0)
}

const config = join(process.env.HOME, '.claude')
const sessionId = randomUUID()
const project = join(config, 'projects', process.cwd().replaceAll(/[^a-zA-Z0-9]/g, '-'))
const inbox = join(process.env.HOME, 'inbox.sock')
for (const folder of [project, join(config, 'sessions')]) mkdirSync(folder, { recursive: true })

const server = createServer(socket => {
  createInterface({ input: socket }).on('line', line => {
    if (basename(process.argv[1]) === 'ignores') return
    const { msg_id } = JSON.parse(line)
    const record = { type: 'user', uuid: randomUUID(), origin: { kind: 'peer', msg_id } }
    appendFileSync(join(project, `${sessionId}.jsonl`), `${JSON.stringify(record)}\n`)
  })
})
server.listen(inbox, () => {
  const row = { pid: process.pid, sessionId, cwd: process.cwd(), version: '7.7.7', status: 'idle' }
  const file = join(config, 'sessions', `${process.pid}.json`)
  writeFileSync(file, JSON.stringify({ ...row, messagingSocketPath: inbox }))
})

createInterface({ input: process.stdin }).on('line', line => {
  void fetch(`${process.env.ANTHROPIC_BASE_URL}/v1/messages?beta=true`, { method: 'POST', body: line })
    .then(answer => answer.text())
    .catch(() => undefined)
})

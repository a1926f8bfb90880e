// A recorder that does what a test tells it on a socket of its own: it runs commands as its children, as agents do.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import './recorder.mjs'

createServer({ allowHalfOpen: true }, async socket => {
  const { requests, ...order } = JSON.parse(await text(socket))
  socket.end(JSON.stringify(requests === undefined ? await run(order) : await ask(requests)))
}).listen(process.env['PUPPET_SOCKET'])

async function run({ command, input, env, detached }) {
  const [program, ...args] = command
  const child = spawn(program, args, { env: { ...process.env, ...env }, detached: detached === true })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = new Promise(resolve => child.once('exit', resolve).once('error', () => resolve(-1)))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, stdout, stderr }
}

/** One child for every request of this agent: to start one takes longer than an answer. It ends with us. */
let asker

async function ask(requests) {
  asker ??= startAsker()
  return asker(requests)
}

function startAsker() {
  const program = fileURLToPath(new URL('asker.mjs', import.meta.url))
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', data => (complaint += String(data)))
  child.once('exit', () => (asker = undefined))
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async requests => {
    child.stdin.write(`${JSON.stringify(requests)}\n`)
    const { value } = await answers.next()
    return value === undefined ? { complaint } : JSON.parse(value)
  }
}

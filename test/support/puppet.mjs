// A recorder that does what a test tells it on a socket of its own: it runs commands as its children, as agents do.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import './recorder.mjs'

createServer({ allowHalfOpen: true }, async socket => {
  const { command, input, env, detached } = JSON.parse(await text(socket))
  const [program, ...args] = command
  const child = spawn(program, args, { env: { ...process.env, ...env }, detached: detached === true })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = new Promise(resolve => child.once('exit', resolve).once('error', () => resolve(-1)))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  socket.end(JSON.stringify({ code: await code, stdout, stderr }))
}).listen(process.env['PUPPET_SOCKET'])

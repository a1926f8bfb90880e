/** Runs the pty host as Electron would: its way to the hub is a port, here carried over Node's channel. */
import { EventEmitter } from 'node:events'

const early: unknown[] = []
const keep = (data: unknown) => void early.push(data)
const pass = (data: unknown) => void port.emit('message', { data })
const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.(message, undefined, undefined, () => {}),
  start() {
    process.off('message', keep).on('message', pass)
    early.splice(0).forEach(pass)
  },
})
process.on('message', keep)
process.once('disconnect', () => port.emit('close'))

const parentPort = new EventEmitter()
// As in Electron, what came before somebody listens waits until then.
parentPort.on('newListener', name => {
  if (name === 'message') setImmediate(() => parentPort.emit('message', { ports: [port] }))
})
Object.defineProperty(process, 'parentPort', { value: parentPort })

await import('../../src-main/terminals/pty/host.ts')

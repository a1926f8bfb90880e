/** Runs the hub's process as Electron would: with `process.parentPort`, here over Node's channel. Ports cannot travel it. */
import { EventEmitter } from 'node:events'

const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.(message),
})
process.on('message', data => void parentPort.emit('message', { data, ports: [] }))
Object.defineProperty(process, 'parentPort', { value: parentPort })

await import('../../src-main/electron/hub-process.ts')

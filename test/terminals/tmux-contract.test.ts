import { createSystemClock } from '#platform/clock.ts'
import { createTmuxBackend } from '#terminals/tmux/backend.ts'
import { startTmuxServer } from '../support/tmux-server.ts'
import { type BackendUnderTest, describeBackendContract, eventually } from './backend-contract.ts'

async function setUp(): Promise<BackendUnderTest> {
  const server = await startTmuxServer()
  await server.newSession(['sleep', '600'], { name: 'keeper' })
  const backend = createTmuxBackend({
    socketFolders: [server.socketFolder],
    extraSockets: [],
    clock: createSystemClock(),
    log: () => undefined,
  })
  await backend.start()
  return {
    backend,
    async startProgram(command, options) {
      const pane = await server.newSession(command, options)
      const address = `tmux:default/${pane}`
      await eventually(`${address} is listed`, () => backend.list().find(terminal => terminal.address === address))
      return address
    },
    async endProgram(address) {
      await server.run('kill-pane', '-t', address.slice(address.indexOf('%')))
    },
    async [Symbol.asyncDispose]() {
      await backend[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

describeBackendContract('tmux', setUp)

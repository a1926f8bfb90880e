import { type BackendUnderTest, describeBackendContract, eventually } from '../backend-contract.ts'
import { startIterm2 } from './support.ts'

async function setUp(): Promise<BackendUnderTest> {
  const iterm2 = await startIterm2()
  const { app } = iterm2.simulator
  const window = app.openWindow()
  await app.openTab(window, { command: ['sleep', '600'] })
  return {
    backend: iterm2.backend,
    async startProgram(command, { cwd = '/', columns = 100, rows = 30 } = {}) {
      const session = await app.openTab(window, { command, cwd, columns, rows })
      const address = `iterm2:${session.id}`
      await eventually(`${address} is listed`, () =>
        iterm2.backend.list().find(terminal => terminal.address === address && terminal.rootPid > 0),
      )
      return address
    },
    endProgram(address) {
      const session = app.findSession(address.slice('iterm2:'.length))
      if (session !== undefined) app.close(session)
      return Promise.resolve()
    },
    [Symbol.asyncDispose]: () => iterm2[Symbol.asyncDispose](),
  }
}

describeBackendContract('iTerm2', setUp)

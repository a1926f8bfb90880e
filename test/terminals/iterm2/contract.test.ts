import { type BackendUnderTest, describeBackendContract, eventually } from '../backend-contract.ts'
import { startIterm2, withoutProcess } from './support.ts'

/** Only ever compared with itself. */
const startedAt = Date.now()
const startOf = () => Promise.resolve(startedAt)

async function setUp(isApiOn: boolean): Promise<BackendUnderTest> {
  const iterm2 = isApiOn
    ? await startIterm2()
    : await startIterm2({}, simulator => simulator.apiOff(), withoutProcess, { listEvery: 30, startOf })
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

describeBackendContract('iTerm2', () => setUp(true))
describeBackendContract('iTerm2 by AppleScript alone', () => setUp(false), ['type', 'faint', 'cursor', 'alternate'])

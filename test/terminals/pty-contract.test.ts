import { describeBackendContract, eventually } from './backend-contract.ts'
import { createPty, ENVIRONMENT } from './pty-support.ts'

describeBackendContract('a pty of our own', async () => {
  const pty = createPty()
  await pty.backend.start()
  return {
    backend: pty.backend,
    async startProgram(command, { cwd = '/', columns = 100, rows = 30 } = {}) {
      const address = await pty.backend.spawn({ command, cwd, columns, rows, environment: ENVIRONMENT })
      await eventually('it is listed', () => pty.backend.list().find(terminal => terminal.address === address))
      return address
    },
    endProgram: address => pty.backend.close(address),
    [Symbol.asyncDispose]: () => pty[Symbol.asyncDispose](),
  }
})

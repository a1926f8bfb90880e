import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { ROOT } from '../architecture/source-tree.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'
import { startConformanceServer } from './conformance/start-server.ts'

const run = promisify(execFile)
const SUITE = join(ROOT, 'node_modules/@modelcontextprotocol/conformance/dist/index.js')

it('passes every scenario of the conformance suite of the protocol', async () => {
  using folder = makeTempFolder()
  const server = await startConformanceServer()
  const suite = [SUITE, 'server', '--url', server.url, '--suite', 'all', '-o', folder.path]

  const { stdout, stderr } = await run(process.execPath, suite, {
    maxBuffer: 64 * 1024 * 1024,
    cwd: folder.path,
  }).catch((error: unknown) => error as { stdout: string; stderr: string })
  server.close()

  const [summary = 'no summary'] = /Total:.*/.exec(stdout) ?? []
  console.info(`conformance: ${summary}`)
  expect(`${stdout}${stderr}`).not.toMatch(/✗/)
  expect(summary).toMatch(/^Total: [1-9]\d* passed, 0 failed/)
}, 60_000)

import { writeFileSync } from 'node:fs'
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { ScriptScene } from './applescript/action.ts'
import { runScript, type ScriptOutcome, type ScriptRequest } from './applescript/run-script.ts'

/** The programs of the simulated Mac that ours runs. */
export interface StandIn extends AsyncDisposable {
  /** Folder to put first on PATH: `osascript`, and `ioreg` for Secure Input. */
  readonly bin: string
  /** Everything `osascript` was asked, oldest first; `apple-events.jsonl` in the home folder says the same. */
  readonly runs: readonly ScriptOutcome[]
  /** What `osascript` does when it is given this, without a process of its own. */
  run(request: ScriptRequest): Promise<ScriptOutcome>
  /** Has `ioreg` tell what `behaviours` say now. */
  tellSecureInput(): void
}

const PROGRAM = fileURLToPath(new URL('osascript.mjs', import.meta.url))

export async function openStandIn(scene: ScriptScene & { readonly home: string }): Promise<StandIn> {
  const bin = join(scene.home, 'bin')
  const socket = join(scene.home, 'osascript.sock')
  const log = join(scene.home, 'apple-events.jsonl')
  const runs: ScriptOutcome[] = []
  await mkdir(bin)
  const words = [process.execPath, PROGRAM, socket].map(word => `'${word}'`).join(' ')
  await writeFile(join(bin, 'osascript'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 })
  // It is waited for no longer than two seconds, so it is no Node program.
  const ioreg = join(scene.home, 'ioreg.txt')
  await writeFile(join(bin, 'ioreg'), `#!/bin/sh\nexec cat '${ioreg}'\n`, { mode: 0o755 })
  const tellSecureInput = () => writeFileSync(ioreg, ioregOf(scene))
  tellSecureInput()

  const run = async (request: ScriptRequest) => {
    const outcome = await runScript(scene, request)
    runs.push(outcome)
    return outcome
  }
  const answerOne = async (connection: Socket) => {
    const request = JSON.parse(await text(connection)) as ScriptRequest
    const outcome = await run(request)
    const { action, args, code, stdout, stderr } = outcome
    // A cookie is a key to everything that is open.
    const said = action.startsWith('request') && code === 0 ? '(a cookie)' : (stdout || stderr).trim()
    await appendFile(log, `${JSON.stringify({ at: new Date().toISOString(), action, args, code, said })}\n`)
    return connection.end(JSON.stringify(outcome))
  }
  const server = createServer({ allowHalfOpen: true }, connection => {
    connection.on('error', () => {})
    answerOne(connection).catch((error: unknown) => connection.destroy(error as Error))
  })
  await new Promise<void>(resolve => server.listen(socket, resolve))
  return {
    bin,
    runs,
    run,
    tellSecureInput,
    async [Symbol.asyncDispose]() {
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function ioregOf({ app }: ScriptScene): string {
  const owner = app.behaviours.secureInput ? '"kCGSSessionSecureInputPID"=42' : '"kCGSSessionOnConsoleKey"=Yes'
  return `+-o Root\n    "IOConsoleUsers" = ({${owner}})\n`
}

import { readFileSync } from 'node:fs'
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { ACTIONS, ScriptError, type ScriptScene } from './applescript.ts'

/** One run of a script, as it is kept. */
export interface ScriptRun {
  /** Name of what was recognised in it; `unknown` otherwise. */
  readonly action: string
  /** File it was read from, or null. */
  readonly file: string | null
  readonly args: readonly string[]
  /** What it printed, or `error <number>`. */
  readonly result: string
}

/** The program `osascript` of the simulated machine. */
export interface StandIn extends AsyncDisposable {
  /** Folder with the program. */
  readonly bin: string
  /** Everything it was asked, oldest first; `apple-events.jsonl` in the home folder says the same. */
  readonly runs: readonly ScriptRun[]
}

const PROGRAM = fileURLToPath(new URL('osascript.mjs', import.meta.url))

export async function openStandIn(scene: ScriptScene & { readonly home: string }): Promise<StandIn> {
  const bin = join(scene.home, 'bin')
  const socket = join(scene.home, 'osascript.sock')
  const log = join(scene.home, 'apple-events.jsonl')
  const runs: ScriptRun[] = []
  await mkdir(bin)
  const words = [process.execPath, PROGRAM, socket].map(word => `'${word}'`).join(' ')
  await writeFile(join(bin, 'osascript'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 })
  const answerOne = async (connection: Socket) => {
    const request = JSON.parse(await text(connection)) as ScriptRequest
    const { run, answer } = await runScript(scene, request)
    runs.push(run)
    await appendFile(log, `${JSON.stringify(run)}\n`)
    connection.end(JSON.stringify(answer))
  }
  const server = createServer({ allowHalfOpen: true }, connection => {
    connection.on('error', () => {})
    answerOne(connection).catch((error: unknown) => connection.destroy(error as Error))
  })
  await new Promise<void>(resolve => server.listen(socket, resolve))
  return {
    bin,
    runs,
    async [Symbol.asyncDispose]() {
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** What the program sends. */
interface ScriptRequest {
  readonly script: string
  readonly file: string | null
  readonly args: readonly string[]
}

async function runScript(scene: ScriptScene, request: ScriptRequest) {
  const { script, file, args } = readCall(request)
  const action = ACTIONS.find(({ pattern }) => pattern.test(script))
  const name = action?.name ?? 'unknown'
  try {
    if (action === undefined) throw new ScriptError(-2741, 'the simulator does not know this script')
    const result = await action.run(scene, { script, args })
    const stdout = result === '' ? '' : `${result}\n`
    return { run: { action: name, file, args, result }, answer: { code: 0, stdout, stderr: '' } }
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    const stderr = `0:0: execution error: ${error.message} (${error.number})\n`
    return {
      run: { action: name, file, args, result: `error ${error.number}` },
      answer: { code: 1, stdout: '', stderr },
    }
  }
}

/** Our runner has a script run by its file, with a list of literals: read both out of the call. */
function readCall({ script, file, args }: ScriptRequest): ScriptRequest {
  const call = /^run script \(POSIX file ("(?:[^"\\]|\\[^])*")\) with parameters \{([^]*)\}$/.exec(script)
  if (call?.[1] === undefined) return { script, file, args }
  const path = readLiteral(call[1])
  const parameters = [...(call[2] ?? '').matchAll(/"(?:[^"\\]|\\[^])*"/g)].map(([literal]) => readLiteral(literal))
  return { script: readFileSync(path, 'utf8'), file: path, args: parameters }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** What an AppleScript string literal means. */
function readLiteral(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\([^])/g, (_, character: string) => ESCAPES[character] ?? character)
}

import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Outputs } from '#client/calls.ts'
import type { TempHub } from './temp-hub.ts'

export type ScriptRun = Outputs['scripts']['results']

export interface ScriptOrder {
  readonly script: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly targets?: string[]
}

/** Puts a script into the person's own folder; a header is a comment with `@name` and more. */
export async function ownScript(hub: TempHub, name: string, text: string, mode = 0o600): Promise<string> {
  const file = join(hub.home, 'scripts', name)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, text, { mode })
  return file
}

/** Approves a run as a person would, after looking at its plan. */
export async function approve(hub: TempHub, order: ScriptOrder): Promise<void> {
  const { fingerprint } = await hub.client.scripts.plan(order)
  await hub.client.scripts.approve({ ...order, fingerprint })
}

/** Approves and starts; returns the id of the run. */
export async function startScript(hub: TempHub, order: ScriptOrder): Promise<string> {
  await approve(hub, order)
  const runId = randomUUID()
  await hub.client.scripts.run({ runId, ...order })
  return runId
}

export async function endOfRun(hub: TempHub, runId: string): Promise<ScriptRun> {
  for (const end = Date.now() + 30_000; ;) {
    const run = await hub.client.scripts.results({ runId })
    if (run.state !== 'running') return run
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(run)}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

/** Approves, runs, and waits for the end. */
export async function runScript(hub: TempHub, order: ScriptOrder): Promise<ScriptRun> {
  return endOfRun(hub, await startScript(hub, order))
}

/** What a run wrote on one stream, for one start or all of them. */
export async function outputOf(hub: TempHub, runId: string, stream = 'stdout', place?: number): Promise<string> {
  const texts: string[] = []
  for (let after = 0; ;) {
    const { output, next, end } = await hub.client.scripts.output({ runId, after, limit: 200 })
    const wanted = output.filter(piece => piece.stream === stream && (place === undefined || piece.place === place))
    texts.push(...wanted.map(({ text }) => text))
    if (end) return texts.join('')
    after = next
  }
}

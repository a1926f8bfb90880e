import { join } from 'node:path'
import type { HubClient } from '#client/calls.ts'
import { recorderCommand, readRecorderLog, type RecorderLog } from '../../support/recorder.ts'
import type { TmuxServer } from '../../support/tmux-server.ts'

/** A recorder in a pane of its own: where it is reached, and its own word on what it was given. */
export interface RecorderPane {
  readonly address: string
  readLog(): RecorderLog
}

/** Starts so many recorders on one server; each works a moment after every message, as an agent does. */
export async function startRecorderPanes(tmux: TmuxServer, count: number): Promise<readonly RecorderPane[]> {
  const panes: RecorderPane[] = []
  for (let number = 1; number <= count; number++) {
    const name = `rec${number}`
    const log = join(tmux.folder, `${name}.log`)
    const pane = await tmux.newSession(recorderCommand({ log, name, busy: 20 }), { name })
    panes.push({ address: `tmux:default/${pane}`, readLog: () => readRecorderLog(log) })
  }
  await Promise.all(panes.map(untilStarted))
  return panes
}

async function untilStarted({ address, readLog }: RecorderPane): Promise<void> {
  const limit = Date.now() + 20_000
  while (readLog().pids.length === 0) {
    if (Date.now() > limit) throw new Error(`the recorder in ${address} did not start`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** Resolves when the hub sees so many recorders ready for a message. */
export async function untilListed(client: HubClient, count: number): Promise<void> {
  const limit = Date.now() + 20_000
  for (;;) {
    const { sessions } = await client.sessions.list({ filter: 'kind:recorder is:idle' })
    if (sessions.length >= count) return
    if (Date.now() > limit) throw new Error(`the hub sees ${sessions.length} of ${count} recorders`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

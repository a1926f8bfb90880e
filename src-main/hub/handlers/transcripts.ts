import { HubError } from '#contract/errors.ts'
import { noteDeed } from '../audit.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { searchAll, searchOne } from '../transcripts/search.ts'
import { assertMayReadFull, openTranscript, sourceOf, type OpenTranscript } from '../transcripts/whose.ts'
import { handle } from './handle.ts'

export const read = handle.transcripts.read.handler(async ({ input, context: { hub, caller } }) => {
  const open = await openTranscript(hub, caller, input)
  if (input.full) assertMayReadFull(open)
  await noteReading(hub, caller, open, `read ${input.limit} turns`)
  const { limit, before, full } = input
  const page = await hub.transcripts.library.newestTurns(open.file.path, { limit, before, isFull: full })
  const source = sourceOf(hub, open.file.transcript, page.cwd, open.session)
  return { source, turns: [...page.turns], next: page.next }
})

export const search = handle.transcripts.search.handler(async ({ input, context: { hub, caller } }) => {
  const { target, transcript, ...request } = input
  if (target === undefined && transcript === undefined) {
    await noteReading(hub, caller, undefined, 'search every transcript')
    return searchAll(hub, request)
  }
  const open = await openTranscript(hub, caller, input)
  await noteReading(hub, caller, open, 'search the transcript')
  return searchOne(hub, open, request)
})

export const turn = handle.transcripts.turn.handler(async ({ input, context: { hub, caller } }) => {
  const open = await openTranscript(hub, caller, input)
  if (input.full) assertMayReadFull(open)
  await noteReading(hub, caller, open, 'read a turn')
  const found = await hub.transcripts.library.turn(open.file.path, input.turn, input.full)
  if (found === undefined) {
    throw new HubError('not_found', `There is no turn ${input.turn} in this transcript`, {
      hint: 'comms transcript lists the newest turns with their ids.',
      data: { what: 'turn', name: input.turn },
    })
  }
  const source = sourceOf(hub, open.file.transcript, found.cwd, open.session)
  return { source, turn: found.turn, steps: [...found.steps] }
})

/** An agent that reads what was said elsewhere leaves a trace, before it sees a word of it. */
async function noteReading(hub: Hub, caller: Caller, open: OpenTranscript | undefined, what: string): Promise<void> {
  if (caller.power === 'owner' || open?.isOwn === true) return
  const target = open === undefined ? '' : `${open.session?.name ?? ''} ${open.file.transcript}`.trim()
  await hub.store.write(tx => noteDeed(hub, tx, caller, { what, target, result: 'done' }), { essential: true })
}

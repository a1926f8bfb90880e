import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from '#domain/ports.ts'
import { writeFrame } from '../inbox/frame.ts'
import { post } from '../inbox/post.ts'
import { findTranscript } from '../transcripts/find-transcript.ts'
import { followTranscript } from '../transcripts/follow-transcript.ts'
import { startStandIn } from './stand-in.ts'
import { startTrialSession, type TrialSession } from './trial-session.ts'

/** What a trial of our frame showed. */
export interface TrialResult {
  /** `untold` says nothing of the frame: the session itself could not be had, or did not work. */
  readonly kind: 'taken' | 'not_taken' | 'untold'
  readonly evidence: string
}

/** How long the frame, and the prompt that is the control, may take to be seen, and how often it is looked for (ms). */
const SEEN_WITHIN = 15_000
const LOOK_EVERY = 100

/**
 * Writes one message into the inbox of a session that was started for it, and looks for it where deliveries are proved:
 * in that session's transcript. When it is not there, a prompt shows whether the session takes anything at all.
 */
export async function tryFrame(file: string, clock: Clock, frameWithin = SEEN_WITHIN): Promise<TrialResult> {
  await using service = await startStandIn()
  const session = await startTrialSession({ file, service: service.url, clock })
  if (typeof session === 'string') return { kind: 'untold', evidence: session }
  await using _closing = session
  const id = randomUUID()
  const posted = await postTo(session, id, clock)
  if (posted.kind !== 'written') return { kind: 'untold', evidence: posted.why }
  if (await seen(clock, frameWithin, () => isTaken(session, id))) {
    return { kind: 'taken', evidence: 'in a trial by the doctor it stood in the transcript' }
  }
  const control = `control ${randomUUID()}`
  session.say(control)
  if (!(await seen(clock, SEEN_WITHIN, () => service.hasHeard(control)))) {
    return { kind: 'untold', evidence: 'its session took neither the message nor a prompt' }
  }
  return { kind: 'not_taken', evidence: 'in a trial by the doctor its session took a prompt, and not the message' }
}

function postTo({ row: { pid, messagingSocketPath }, configFolder }: TrialSession, id: string, clock: Clock) {
  const line = writeFrame({
    id,
    replySocket: join(configFolder, 'nobody.sock'),
    fromName: 'Claude Comms',
    fromMode: 'prompting',
    body: `[comms ${id.slice(-8)}] trial`,
  })
  return post({ socket: messagingSocketPath ?? '', pid, line }, clock)
}

function isTaken({ configFolder, row: { sessionId, cwd } }: TrialSession, id: string): boolean {
  const transcript = findTranscript(configFolder, sessionId, cwd)
  if (transcript === undefined) return false
  using followed = followTranscript(transcript, 0, () => {})
  return followed.since(0).some(each => each.kind === 'taken' && each.id === id)
}

async function seen(clock: Clock, within: number, look: () => boolean): Promise<boolean> {
  const until = clock.monotonic() + within
  while (!look()) {
    if (clock.monotonic() >= until) return false
    await clock.sleep(LOOK_EVERY)
  }
  return true
}

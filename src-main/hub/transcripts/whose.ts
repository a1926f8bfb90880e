import { HubError } from '#contract/errors.ts'
import type { Session } from '#contract/session.ts'
import type { TranscriptSource } from '#contract/transcript.ts'
import type { TranscriptFile } from '#domain/transcript-ports.ts'
import type { Caller } from '../caller.ts'
import { oneSession } from '../one-session.ts'
import type { Hub } from '../hub.ts'

/** How a caller names a transcript. */
export interface Whose {
  readonly target?: string | undefined
  readonly transcript?: string | undefined
}

/** A transcript that was asked for. */
export interface OpenTranscript {
  readonly file: TranscriptFile
  readonly session: Session | undefined
  /** True when the caller itself is the one who writes it, or a person asks. */
  readonly isOwn: boolean
}

/** The transcript that is meant; an agent that names none means its own. */
export async function openTranscript(hub: Hub, caller: Caller, { target, transcript }: Whose): Promise<OpenTranscript> {
  if (target !== undefined && transcript !== undefined) throw bad('Name a session or a transcript, not both')
  if (transcript !== undefined) {
    const file = await hub.transcripts.library.find(transcript)
    if (file === undefined) throw noTranscript(transcript)
    return { file, session: writerOf(hub, transcript), isOwn: isOwn(hub, caller, transcript) }
  }
  const session = sessionOf(hub, caller, target)
  const path = hub.claudeSessions.at(session.address)?.transcript ?? undefined
  const file = path === undefined ? undefined : await hub.transcripts.library.look(path)
  if (file === undefined) throw noTranscript(session.name)
  return { file, session, isOwn: isOwn(hub, caller, file.transcript) }
}

/** Where a transcript is from, as an answer tells it. */
export function sourceOf(hub: Hub, transcript: string, cwd: string, known?: Session): TranscriptSource {
  const session = known ?? writerOf(hub, transcript)
  return { transcript, cwd, address: session?.address ?? null, name: session?.name ?? null }
}

/** Lines that are usually left out are for people, and for the agent whose own they are. */
export function assertMayReadFull({ isOwn }: OpenTranscript): void {
  if (isOwn) return
  throw new HubError('forbidden', 'An agent reads long lines in its own transcript only', {
    hint: 'Leave full out: everything but lines over 4,096 bytes is shown.',
    data: { power: 'owner' },
  })
}

function isOwn(hub: Hub, { power, sender }: Caller, transcript: string): boolean {
  if (power === 'owner') return true
  return sender.address !== null && hub.claudeSessions.at(sender.address)?.sessionId === transcript
}

function sessionOf(hub: Hub, { power, sender }: Caller, target: string | undefined): Session {
  if (target !== undefined) return oneSession(hub, target)
  const own = power === 'agent' ? hub.roster.find(sender.address ?? '')?.session : undefined
  if (own === undefined) throw bad('Name the session whose transcript is meant')
  return own
}

function writerOf(hub: Hub, transcript: string): Session | undefined {
  const address = hub.claudeSessions.list().find(({ sessionId }) => sessionId === transcript)?.address ?? null
  return address === null ? undefined : hub.roster.find(address)?.session
}

function noTranscript(name: string): HubError {
  return new HubError('not_found', `There is no transcript of ${name}`, {
    hint: 'Claude Code writes one from its first prompt on; other programs write none that is read here.',
    data: { what: 'transcript', name },
  })
}

function bad(message: string): HubError {
  return new HubError('bad_request', message, { data: { issues: [{ message, path: ['target'] }] } })
}

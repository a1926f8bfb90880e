import type { ErrorCode } from '#contract/errors.ts'
import type { ScreenSnapshot, TypeHow } from '#domain/ports.ts'

/** What the host knows of one session. Sent whole whenever any of it changes. */
export interface SessionFacts {
  /** The part of the address behind `pty:`. */
  readonly id: string
  /** Name for people, unique among the sessions of one back end; chosen by the parent. */
  readonly name: string
  /** The program itself: leader of its session and of its process group. */
  readonly pid: number
  /** Device path of the side the program holds, such as `/dev/pts/4`. */
  readonly tty: string
  /** The title the owner gave, else the one the program set; no control characters. */
  readonly title: string
  /** Folder of the program when it was last looked at, absolute. */
  readonly cwd: string
  readonly columns: number
  readonly rows: number
  readonly bracketedPaste: boolean
  /** Pieces of output drawn so far, and of keys that a person pressed: either may have changed the input line. */
  readonly activity: number
  /** Wall clock (ms) of the last of them. */
  readonly activityAt: number
  /** Wall clock (ms) of the last key a person pressed; 0 where only the hub types. */
  readonly humanKeyAt: number
}

/** A program to start, complete: nothing is added to it but `TERM`. */
export interface SpawnInput {
  readonly id: string
  readonly name: string
  readonly command: readonly string[]
  readonly cwd: string
  readonly columns: number
  readonly rows: number
  readonly environment: Readonly<Record<string, string>>
  /** Value of `TERM`; where it is left out, what our own screen is: `xterm-256color`. */
  readonly term?: string | undefined
  /** Rows kept above the screen. */
  readonly scrollbackLines: number
}

interface OneSession {
  readonly id: string
}

/** Every call the parent makes, with what goes in and what comes back. */
export interface HostCalls {
  /** The host is alive and its event loop turns. */
  ping: { input: null; output: null }
  spawn: { input: SpawnInput; output: null }
  look: { input: OneSession; output: { readonly facts: SessionFacts; readonly screen: ScreenSnapshot } }
  type: { input: OneSession & { readonly text: string; readonly how: TypeHow }; output: null }
  press: {
    input: OneSession & { readonly key: 'Enter' | 'C-m' | 'C-j'; readonly activity?: string | undefined }
    output: null
  }
  barrier: { input: OneSession; output: null }
  title: { input: OneSession & { readonly title: string }; output: null }
  resize: { input: OneSession & { readonly columns: number; readonly rows: number }; output: null }
  /** Hangs up and resolves when the program is gone. */
  close: { input: OneSession; output: null }
}

export type CallName = keyof HostCalls

/** Parent to host. Numbers are answered once each, in any order. */
export type HostRequest = {
  [Name in CallName]: { readonly number: number; readonly call: Name; readonly input: HostCalls[Name]['input'] }
}[CallName]

/** A request for a session that is there. */
export type SessionRequest = Exclude<HostRequest, { readonly call: 'ping' | 'spawn' }>

/** What happened to a session, in order: `started` first, `ended` last. */
export type HostEvent =
  | { readonly kind: 'started' | 'facts'; readonly facts: SessionFacts }
  | { readonly kind: 'ended'; readonly id: string }

/** The outcome of a request. A `bug` carries its stack. */
export type HostAnswer =
  | { readonly kind: 'answer'; readonly number: number; readonly value: unknown }
  | {
      readonly kind: 'refusal'
      readonly number: number
      readonly code: ErrorCode
      readonly message: string
      readonly hint: string
      readonly data: Readonly<Record<string, unknown>>
      /** What lay behind it, for the log; empty when nothing did. */
      readonly cause: string
    }
  | { readonly kind: 'bug'; readonly number: number; readonly stack: string }

/** Host to parent. */
export type HostMessage = HostEvent | HostAnswer

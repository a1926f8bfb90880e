import { join } from 'node:path'
import pino from 'pino'
import { formatForPerson } from './log-format.ts'
import { scrubFacts, scrubLine, scrubText } from './log-scrub.ts'
import { openRotatingFile } from './rotating-file.ts'
import { sendWarningsTo } from './warn-once.ts'

export type Log = pino.Logger

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface LogOptions {
  /** Source of the time in each line. */
  readonly clock: { now(): number }
  /** The state folder's `logs`; nothing is kept when left out. */
  readonly folder?: string
  /** Where lines also go for a person to read: standard error, while the hub runs in the foreground. */
  readonly stderr?: { write(text: string): unknown }
  readonly level?: LogLevel
}

/** A log and the file behind it. */
export interface OpenLog extends Disposable {
  readonly log: Log
}

/**
 * Opens the hub's log: one JSON object per line in `hub.log`. Whatever is passed to it, bodies come out as length and
 * hash, secrets as `[redacted]`, and no control character reaches a terminal that shows the file.
 *
 * Warnings of this layer go there too while it is open. A full disk loses lines and never the caller: writing a log
 * line does not throw.
 */
export function openLog({ clock, folder, stderr, level = 'info' }: LogOptions): OpenLog {
  const file = folder === undefined ? undefined : openRotatingFile(join(folder, 'hub.log'))
  const write = (raw: string) => {
    const line = scrubLine(raw)
    file?.write(line)
    stderr?.write(formatForPerson(line))
  }
  const log = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: label => ({ level: label }), log: scrubFacts },
      // Errors are data by then; pino's own reading of them would drop what they carry.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          const scrubbed = args.map(arg => (typeof arg === 'string' ? scrubText(arg) : arg))
          method.apply(this, scrubbed as typeof args)
        },
      },
    },
    { write },
  )
  // pino keeps a child's facts as they are given; every child inherits this way in.
  const makeChild = log.child
  log.child = function <Levels extends string>(facts: pino.Bindings, options?: pino.ChildLoggerOptions<Levels>) {
    return Reflect.apply(makeChild, this, [scrubFacts(facts), options])
  }
  const warnings = sendWarningsTo(text => log.warn(text))
  return {
    log,
    [Symbol.dispose]() {
      warnings[Symbol.dispose]()
      file?.[Symbol.dispose]()
    },
  }
}

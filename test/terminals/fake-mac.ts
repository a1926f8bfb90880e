import { existsSync, readFileSync } from 'node:fs'
import type { SubmitStrategy } from '#contract/delivery.ts'
import type { TerminalBackend } from '#domain/ports.ts'
import { AppleScriptError, NOT_ALLOWED } from '#platform/applescript/failure.ts'
import type { AppleScriptAction } from '#platform/applescript/scripts.ts'
import { createFront } from '#terminals/front/front.ts'
import { createTitleByTrigger } from '#terminals/front/title-by-trigger.ts'
import { createSubmitMethods } from '#terminals/submit/choose.ts'

export const ADDRESS = 'iterm2:S1'
export const THERE = { application: 'com.googlecode.iterm2', session: 'S1', tty: '/dev/ttys004' }

export interface MacOptions {
  /** What is in front, from one look to the next; the last one stays. */
  readonly fronts?: readonly object[]
  readonly fails?: Partial<Record<AppleScriptAction, number>>
  /** macOS does not let us control BetterTouchTool; its URLs open all the same. */
  readonly refusesEvents?: boolean
  readonly secureInput?: boolean | undefined
  readonly kind?: TerminalBackend['kind']
  /** Whether a title shows once BetterTouchTool was asked for it. */
  readonly showsTitle?: boolean
  readonly titleFile?: string
}

/** A Mac as it is seen by what acts in front: what ran, in order, and what is in front when they look. */
export function makeMac({ fronts = [THERE], fails = {}, kind = 'iterm2', ...rest }: MacOptions = {}) {
  const { titleFile = '', showsTitle = true, refusesEvents = false } = rest
  const trace: string[] = []
  let looks = 0
  const scripts = {
    run(action: AppleScriptAction, args: readonly string[] = []) {
      trace.push([action, ...args].join(' '))
      const number = refusesEvents && args.at(-1) === 'event' ? NOT_ALLOWED : fails[action]
      if (number !== undefined) return Promise.reject(new AppleScriptError(action, 'no', number, undefined))
      if (action === 'btt-set-title') {
        trace.push(readFileSync(titleFile, 'utf8'))
        return Promise.resolve({ shown: showsTitle })
      }
      if (action !== 'front-session') return Promise.resolve(undefined)
      return Promise.resolve(fronts[Math.min(looks++, fronts.length - 1)])
    },
  }
  const backend = {
    kind,
    press(address: string, key: string) {
      trace.push(`${kind} ${address} ${key}`)
      return Promise.resolve()
    },
  } as unknown as TerminalBackend
  const front = createFront({
    scripts,
    isSecureInputOn: () => Promise.resolve('secureInput' in rest ? rest.secureInput : false),
    ttyOf: address => (address === ADDRESS ? '/dev/ttys004' : undefined),
  })
  const secretFile = '/home/secret'
  const methods = createSubmitMethods({ front, scripts, secretFile, newTicket: () => 'T1' })
  const press = (strategy: SubmitStrategy, presses = 1, address = ADDRESS) =>
    methods.choose(strategy, backend, 'Enter', presses).press(address)
  const setTitle = createTitleByTrigger({ front, scripts, secretFile, titleFile })
  return { trace, press, setTitle, isTitleLeft: () => existsSync(titleFile) }
}

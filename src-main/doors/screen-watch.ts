import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { Screen } from '#contract/session.ts'
import type { Hub } from '#hub/hub.ts'
import { readScreen } from '#hub/read-screen.ts'

/** A session's screen is sent at most this often, in milliseconds. */
const APART = 200
/** Screens read from the terminals at once for one reader. */
const AT_ONCE = 4

export type ScreenSource = Pick<Hub, 'clock' | 'onBug'> & {
  readonly terminals: Pick<Hub['terminals'], 'backendOf' | 'onChange'>
}

export interface ScreenReader {
  show(screen: Screen): void
  /** False while the reader does not keep up: a screen it has not taken yet is worth nothing later. */
  isReady(): boolean
}

export interface ScreenWatch extends Disposable {
  /** Replaces the list of watched sessions. Each of the new ones is shown at once. */
  watch(addresses: readonly Address[]): void
  /** The reader keeps up again. */
  goOn(): void
}

interface Watched {
  /** Something was written since the last look. */
  isStale: boolean
  /** It was looked at less than a moment ago, or is being looked at. */
  isResting: boolean
  /** What was sent last, for comparison. */
  shown: string
}

/** Shows the screens of some sessions again whenever they change; a storm of output costs a few looks a second. */
export function watchScreens(hub: ScreenSource, reader: ScreenReader): ScreenWatch {
  let watched = new Map<Address, Watched>()
  const rests = new Set<Disposable>()
  let looking = 0
  let isClosed = false
  const subscription = hub.terminals.onChange(change => {
    const address = 'address' in change ? change.address : 'terminal' in change ? change.terminal.address : undefined
    const entry = address === undefined || change.kind === 'ended' ? undefined : watched.get(address)
    if (entry === undefined) return
    entry.isStale = true
    lookAround()
  })

  function lookAround(): void {
    for (const [address, entry] of watched) {
      if (isClosed || looking >= AT_ONCE || !reader.isReady()) return
      if (!entry.isStale || entry.isResting) continue
      entry.isStale = false
      entry.isResting = true
      looking++
      void look(address, entry).finally(() => {
        looking--
        lookAround()
      })
    }
  }

  async function look(address: Address, entry: Watched): Promise<void> {
    rest(entry)
    try {
      const screen = await readScreen(hub, address)
      const { at: _, ...seen } = screen
      const text = JSON.stringify(seen)
      if (isClosed || watched.get(address) !== entry || text === entry.shown) return
      entry.shown = text
      reader.show(screen)
    } catch (error) {
      // A session that has just ended is told of by its event.
      if (!(error instanceof HubError)) hub.onBug(error)
    }
  }

  function rest(entry: Watched): void {
    const timer = hub.clock.after(APART, () => {
      rests.delete(timer)
      entry.isResting = false
      lookAround()
    })
    rests.add(timer)
  }

  return {
    watch(addresses) {
      const fresh = () => ({ isStale: true, isResting: false, shown: '' })
      watched = new Map(addresses.map(address => [address, watched.get(address) ?? fresh()]))
      lookAround()
    },
    goOn: lookAround,
    [Symbol.dispose]() {
      isClosed = true
      subscription[Symbol.dispose]()
      for (const timer of rests) timer[Symbol.dispose]()
    },
  }
}

/** Seconds in which a send to several targets can still be stopped. */
export type Countdown = 0 | 3 | 5

const KEY = 'comms.countdown'

export function readCountdown(): Countdown {
  const kept = localStorage.getItem(KEY)
  return kept === '0' ? 0 : kept === '5' ? 5 : 3
}

export function chooseCountdown(seconds: Countdown): void {
  localStorage.setItem(KEY, String(seconds))
}

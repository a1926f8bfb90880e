import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { hostHub, type HubHost } from '../../src-main/electron/hub-host.ts'
import { planRestart } from '../../src-main/electron/restart-policy.ts'

const MINUTE = 60_000

/** Stands in for Electron's utility process, which does not exist outside it. */
class Process extends EventEmitter {
  readonly posted: string[] = []
  killed = 0

  postMessage(message: { kind: string }): void {
    this.posted.push(message.kind)
  }

  kill(): boolean {
    this.killed++
    this.emit('exit', 15)
    return true
  }
}

let processes: Process[]
let host: HubHost<string>
let timers: { ms: number; run: () => void }[]
let now: number
let asked: number[]
const onUp = vi.fn<() => void>()
const onDown = vi.fn<(reason: string, retryInMs: number | null) => void>()

beforeEach(() => {
  processes = []
  timers = []
  asked = []
  now = 0
  onUp.mockReset()
  onDown.mockReset()
  host = hostHub<string>({
    clock: {
      monotonic: () => now,
      after(ms, run) {
        const timer = { ms, run }
        timers.push(timer)
        return { [Symbol.dispose]: () => void (timers = timers.filter(each => each !== timer)) }
      },
    },
    fork() {
      const process = new Process()
      processes.push(process)
      return process
    },
    makeChannel: () => ({ port1: 'hub end', port2: 'page end' }),
    startPtyHost: (_hub, number) => asked.push(number),
    onUp,
    onDown,
  })
})

const current = () => processes.at(-1) as Process
const runTimers = () => timers.splice(0).forEach(timer => timer.run())

describe('the hub of the app', () => {
  it('gives no port before it is up, and then one to each who asks', () => {
    expect(host.connect()).toBeUndefined()

    current().emit('message', { kind: 'up' })

    expect(onUp).toHaveBeenCalledOnce()
    expect(host.connect()).toBe('page end')
    expect(current().posted).toEqual(['connect'])
  })

  it('has the shell start what it cannot start itself', () => {
    current().emit('message', { kind: 'start_pty_host', number: 3 })

    expect(asked).toEqual([3])
  })

  it('is started again after a crash, later each time, and gives ports of the new one', () => {
    current().emit('message', { kind: 'up' })
    current().emit('exit', 139)
    const waits = [timers[0]?.ms]
    expect(host.connect()).toBeUndefined()
    runTimers()
    current().emit('exit', 139)
    waits.push(timers[0]?.ms)
    runTimers()
    current().emit('message', { kind: 'up' })

    expect(waits).toEqual([500, 1_000])
    expect(processes).toHaveLength(3)
    expect(onUp).toHaveBeenCalledTimes(2)
    expect(host.connect()).toBe('page end')
  })

  it('stays down once it crashed six times in ten minutes, until a person says so', () => {
    for (let crash = 0; crash < 6; crash++) {
      current().emit('exit', 1)
      runTimers()
    }

    expect(onDown).toHaveBeenLastCalledWith(expect.stringContaining('code 1'), null)
    expect(processes).toHaveLength(6)
    host.restart()
    host.restart()
    expect(processes).toHaveLength(7)
  })

  it('is not started again when somebody stopped it', () => {
    current().emit('message', { kind: 'up' })
    current().emit('message', { kind: 'stopped' })
    current().emit('exit', 0)

    expect(onDown).toHaveBeenCalledExactlyOnceWith('The hub was stopped.', null)
    expect(timers).toEqual([])
  })

  it('says why it could not start, and does not try again by itself', () => {
    current().emit('message', { kind: 'failed', message: 'The folder is open to others.', hint: 'chmod 700 it' })

    expect(current().killed).toBe(1)
    expect(onDown).toHaveBeenCalledExactlyOnceWith('The folder is open to others. chmod 700 it', null)
  })

  it('is let close in peace, and killed only when it does not', async () => {
    const closed = host.close()
    expect(current().posted).toEqual(['close'])
    expect(current().killed).toBe(0)

    runTimers()
    await closed

    expect(current().killed).toBe(1)
    expect(onDown).not.toHaveBeenCalled()
    host.restart()
    expect(processes).toHaveLength(1)
  })

  it('closes while it waits for its next start', async () => {
    current().emit('exit', 1)

    await host.close()
    runTimers()

    expect(processes).toHaveLength(1)
  })

  it('forgets crashes that are old', () => {
    const old = [0, 1, 2, 3, 4, 5]

    expect(planRestart([...old, 6], 6)).toBeNull()
    expect(planRestart([...old, 11 * MINUTE], 11 * MINUTE)).toBe(500)
  })
})

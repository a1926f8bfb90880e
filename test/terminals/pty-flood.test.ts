import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shown } from './backend-contract.ts'
import { OutputFlow } from '#terminals/pty/output-flow.ts'
import { createPty, type PtyUnderTest } from './pty-support.ts'

/** Memory of a process, in MiB. */
async function residentMiB(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) / 1024
}

describe('reading what a program writes', () => {
  it('stops while too much waits to be drawn, and goes on when most of it is', () => {
    const calls: string[] = []
    const flow = new OutputFlow({ pause: () => calls.push('pause'), resume: () => calls.push('resume') })

    for (let piece = 0; piece < 20; piece++) flow.read(4_000)
    for (let piece = 0; piece < 17; piece++) flow.drawn(4_000)
    expect(calls).toEqual(['pause'])
    flow.drawn(8_000)
    for (let piece = 0; piece < 10; piece++) flow.read(4_000)

    expect(calls).toEqual(['pause', 'resume', 'pause'])
  })
})

describe('a program that floods its terminal', () => {
  let pty: PtyUnderTest
  beforeEach(() => {
    pty = createPty()
  })
  afterEach(() => pty[Symbol.asyncDispose]())

  /** Lets the program run while another session is looked at again and again. */
  async function measure(flood: string, ms: number) {
    const calm = await pty.sh('echo CALM; sleep 60')
    await shown(pty.backend, calm, 'CALM')
    const before = await residentMiB(pty.hostPid())
    const noisy = await pty.sh(flood)
    const seen = pty.changes.length
    const end = Date.now() + ms
    let slowest = 0
    let slowestCalm = 0
    while (Date.now() < end) {
      const start = Date.now()
      await pty.backend.look(calm)
      slowestCalm = Math.max(slowestCalm, Date.now() - start)
      await pty.backend.look(noisy)
      slowest = Math.max(slowest, Date.now() - start)
    }
    const told = pty.changes.slice(seen).filter(change => change.kind === 'output' && change.address === noisy).length
    return { noisy, slowest, slowestCalm, told, grownMiB: (await residentMiB(pty.hostPid())) - before }
  }

  it('takes neither the memory nor the attention of the others', async () => {
    const flood = await measure('yes "$(printf %0500d 1)"', 3_000)

    expect(flood.slowest).toBeLessThan(1_000)
    expect(flood.grownMiB).toBeLessThan(250)
    expect(flood.told).toBeGreaterThan(3)
    expect(flood.told).toBeLessThan(45)
    await pty.backend.close(flood.noisy)
    expect(pty.backend.list()).toHaveLength(1)
  })

  it('can not fill memory by piling marks on one character', async () => {
    const flood = await measure(`printf e; yes "$(printf '\\314\\201%.0s' $(seq 2000))" | tr -d '\\n'`, 2_000)

    expect(flood.grownMiB).toBeLessThan(250)
    const { screen } = await pty.backend.look(flood.noisy)
    expect(screen.lines[0]).toMatch(/^e\u0301+/)
  })

  it('can not keep the others waiting by what is slow to draw', async () => {
    const slow = ['\\033[2J', '\\033[1;1H\\033[24L', 'x\\033[2147483647b', '\\033[2147483647S'].join('')
    const flood = await measure(`yes "$(printf '${slow}%.0s' $(seq 500))"`, 2_000)

    expect(flood.slowestCalm).toBeLessThan(700)
    expect(flood.slowest).toBeLessThan(5_000)
    expect(pty.logged).toEqual([])
  })

  it('can not fill memory by asking the terminal without reading its answers', async () => {
    const flood = await measure(`stty raw -echo; yes "$(printf '\\033[6n%.0s' $(seq 100))"`, 1_500)

    expect(flood.grownMiB).toBeLessThan(250)
  })
})

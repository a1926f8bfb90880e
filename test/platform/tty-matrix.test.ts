import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Machine, ProcessFacts } from '#domain/ports.ts'
import { createMachine } from '#platform/processes.ts'
import { eventually } from './eventually.ts'
import { openBash, type TestPty } from './open-pty.ts'

/** What a pane may run, the order that starts it from bash, and what the machine must then say. */
interface Row {
  readonly runs: string
  readonly order: string
  readonly program: string
  readonly canonical: boolean
  readonly echo: boolean
}

const NODE = `'${process.execPath}' -e 'process.stdin.setRawMode(true).resume()'\n`
const GETPASS = `python3 -c 'import getpass; getpass.getpass()'\n`

const MATRIX: readonly Row[] = [
  { runs: 'bash at its prompt', order: '', program: 'bash', canonical: false, echo: false },
  { runs: 'a program in raw mode', order: NODE, program: basename(process.execPath), canonical: false, echo: false },
  { runs: 'vim', order: 'vim -u NONE -n\n', program: 'vim', canonical: false, echo: false },
  { runs: 'cat', order: 'cat\n', program: 'cat', canonical: true, echo: true },
  { runs: 'sleep', order: 'sleep 100\n', program: 'sleep', canonical: true, echo: true },
  { runs: 'read -s', order: 'read -s secret\n', program: 'bash', canonical: true, echo: false },
  { runs: 'getpass', order: GETPASS, program: 'python3', canonical: true, echo: false },
]

const machine: Machine = createMachine()

async function lookAt(pty: TestPty) {
  const front = await machine.foreground(pty.pid, pty.tty)
  const mode = machine.ttyMode(pty.tty)
  return { program: nameOf(front), canonical: mode?.canonical, echo: mode?.echo }
}

function nameOf(facts: ProcessFacts | undefined): string {
  return basename(facts?.argv[0] ?? '')
}

describe('a pane that runs', () => {
  it.each(MATRIX)('$runs has $program in front, canonical $canonical, echo $echo', async row => {
    const { runs: _, order, ...expected } = row
    // A matrix with a hole in it proves less than it says: a missing program is a failure with a name.
    expect(spawnSync('which', [row.program === 'node' ? process.execPath : row.program]).status).toBe(0)
    await using pty = await openBash()

    pty.write(order)

    const same = (seen: object) => JSON.stringify(seen) === JSON.stringify(expected)
    expect(await eventually(() => lookAt(pty), same)).toEqual(expected)
  })

  it('vim, then suspends it, has bash in front again', async () => {
    await using pty = await openBash()
    pty.write('vim -u NONE -n\n')
    await eventually(
      () => lookAt(pty),
      seen => seen.program === 'vim' && seen.canonical === false,
    )

    pty.write('\x1a')

    const seen = await eventually(
      () => lookAt(pty),
      ({ program, canonical }) => program === 'bash' && canonical === false,
    )
    expect(seen).toEqual({ program: 'bash', canonical: false, echo: false })
  })
})

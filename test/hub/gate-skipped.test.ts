import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DeliveryReason, Session } from '#client/calls.ts'
import { eventually } from '../platform/eventually.ts'
import { canaryIn, deliver, describe as words, openPane, openRecorder, seenAs } from '../support/panes.ts'
import { scaled, scaledLimit } from '../support/scale.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

const TRIES = scaled(10, 200)

let hub: TempHub
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comms-skip-'))
  await writeFile(join(folder, 'note.txt'), 'a line\n'.repeat(200))
  hub = await startTempHub()
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** What each kind of program would run if it were typed there. */
const WORDS = ['touch canary', ':!touch canary', '!touch canary', 'open("canary", "w")', '/quit', 'y', '1', 'q']

/** Sends over and over; each time it must be skipped for this reason, with evidence and without an attempt. */
async function trySending(address: string, reason: DeliveryReason, confirmed = true) {
  const wrong: string[] = []
  const bodies = confirmed ? WORDS : WORDS.filter(body => !body.startsWith('!'))
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const delivery = await deliver(hub, { to: address, body: bodies[attempt % bodies.length] ?? '', confirmed })
    const evidence = delivery.steps.at(-1)?.evidence ?? ''
    const isRight = delivery.state === 'skipped' && delivery.reason === reason && evidence !== ''
    if (!isRight || delivery.attempts !== 0) wrong.push(words(delivery))
  }
  expect(wrong).toEqual([])
}

const screenOf = (pane: string) => hub.tmux.run('capture-pane', '-p', '-t', pane)
const isKind = (kind: string) => (session: Session) => session.kind === kind

it.concurrent.each([
  ['a shell at its prompt', ['bash', '--norc', '-i'], 'shell', 'shell'],
  ['a shell without line editing', ['dash', '-i'], 'shell', 'shell'],
  ['an interpreter', ['python3', '-q'], 'interpreter', 'shell'],
  ['an editor', ['vim', '-u', 'NONE', '-i', 'NONE', 'note.txt'], 'editor', 'editor'],
  ['a pager', ['less', 'note.txt'], 'pager', 'pager'],
  ['a full-screen monitor', ['top', '-d', '600'], 'pager', 'pager'],
] as const)(
  'types nothing into %s, and says why [S2]',
  async (_what, command, kind, reason) => {
    const { pane, address } = await openPane(hub, command, isKind(kind), { cwd: folder })
    const before = await eventually(
      () => screenOf(pane),
      text => text.trim() !== '',
    )

    await trySending(address, reason)

    expect(await screenOf(pane)).toBe(before)
    expect(canaryIn(folder).sang()).toBe(false)
  },
  scaledLimit(30_000),
)

it.concurrent.each([
  ['`read -s`', ['bash', '-c', 'IFS= read -rs x; printf %s "$x" > "$0"; sleep 600'], 'password'],
  ['getpass', ['python3', '-c', 'import getpass, sys; open(sys.argv[1], "w").write(getpass.getpass())'], 'password'],
  ['cat', ['sh', '-c', 'exec cat > "$0"'], 'line_input'],
] as const)(
  'gives %s nothing to read, and says why [S2]',
  async (what, command, reason) => {
    const file = join(folder, `read-by-${what.replaceAll(/\W/g, '')}`)
    const isAsking = ({ detail, command: line }: Session) =>
      reason === 'password' ? detail === 'password' : line.startsWith('cat')
    const { pane, address } = await openPane(hub, [...command, file], isAsking)

    await trySending(address, reason)

    // The person's own Return ends the line: the program now tells what stood on it.
    await hub.tmux.run('send-keys', '-t', pane, 'Enter')
    const read = await eventually(
      () => readFile(file, 'utf8').catch(() => undefined),
      text => text !== undefined && (reason === 'password' || text !== ''),
    )
    expect(read).toBe(reason === 'password' ? '' : '\n')
  },
  scaledLimit(30_000),
)

it.concurrent(
  'types nothing into a program it has no profile of, until the sender confirms it',
  async () => {
    const { address, pane } = await openPane(hub, ['sleep', '600'], ({ command }) => command.startsWith('sleep'))

    await trySending(address, 'not_an_agent', false)

    // Its tty would show whatever was typed.
    expect((await screenOf(pane)).trim()).toBe('')
  },
  scaledLimit(30_000),
)

it.concurrent(
  'types nothing into panes whose keys go elsewhere too, or nowhere [S2]',
  async () => {
    const [synchronised, off] = await Promise.all([openRecorder(hub), openRecorder(hub)])
    await hub.tmux.run('set-option', '-w', '-t', synchronised.pane, 'synchronize-panes', 'on')
    await hub.tmux.run('select-pane', '-d', '-t', off.pane)

    await Promise.all([trySending(synchronised.address, 'synchronised'), trySending(off.address, 'input_off')])

    expect([synchronised, off].map(({ log }) => log().bytes.length)).toEqual([0, 0])
  },
  scaledLimit(30_000),
)

it.concurrent(
  'types nothing into a dead pane, and says why [S2]',
  async () => {
    const dead = await openRecorder(hub)
    await hub.tmux.run('set-option', '-w', '-t', dead.pane, 'remain-on-exit', 'on')
    process.kill(dead.log().pids[0] ?? 0, 'SIGKILL')
    await seenAs(hub, dead.address, ({ state, detail }) => state === 'gone' && detail === 'dead')

    await trySending(dead.address, 'pane_dead')

    expect(dead.log().bytes.length).toBe(0)
  },
  scaledLimit(30_000),
)

it.concurrent(
  'types nothing into the shell that a suspended agent left in front, and says why [S2]',
  async () => {
    const bash = await openPane(hub, ['bash', '--norc', '-i'], isKind('shell'), { cwd: folder })
    const recorder = await openRecorder(hub)
    const command = [...recorder.command.slice(0, 2), `--log=${folder}/suspended.jsonl`]
    await hub.tmux.run('send-keys', '-t', bash.pane, command.join(' '), 'Enter')
    const agent = await seenAs(hub, bash.address, ({ kind, state }) => kind === 'recorder' && state === 'idle')
    process.kill(agent?.pid ?? 0, 'SIGSTOP')
    await seenAs(hub, bash.address, isKind('shell'))
    const before = await screenOf(bash.pane)

    await trySending(bash.address, 'shell')

    expect(await screenOf(bash.pane)).toBe(before)
    expect(await readFile(`${folder}/suspended.jsonl`, 'utf8')).not.toContain('"bytes"')
    expect(canaryIn(folder).sang()).toBe(false)
  },
  scaledLimit(30_000),
)

import { randomUUID } from 'node:crypto'
import { chmod, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMachine } from '#platform/processes.ts'
import { eventually } from '../platform/eventually.ts'
import { canaryIn, openRecorder } from '../support/panes.ts'
import { approve, endOfRun, outputOf, ownScript, runScript, startScript } from '../support/scripts.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub({ env: { SECRET_OF_THE_HUB: 'x' } })
  await Promise.all(['ada', 'bea', 'cy'].map(name => openRecorder(hub, {}, { name })))
})
afterAll(() => hub[Symbol.asyncDispose]())

const HOSTILE = `"; touch CANARY; $(touch CANARY) \`touch CANARY\` '\n-rf \\`

describe('a run', () => {
  it('is started once for each target, and each has its own exit code and output', async () => {
    await ownScript(
      hub,
      'each.sh',
      '# @name Each\n# @targets many\necho "I am $COMMS_TARGET_NAME on $COMMS_TARGET_TTY"\n[ "$COMMS_TARGET_NAME" != bea ] || exit 3\n',
    )

    const run = await runScript(hub, { script: 'each', targets: ['ada', 'bea', 'cy'] })

    expect(run.state).toBe('failed')
    expect(run.results.map(({ target, state, exitCode }) => [target?.name, state, exitCode])).toEqual([
      ['ada', 'done', 0],
      ['bea', 'failed', 3],
      ['cy', 'done', 0],
    ])
    expect(await outputOf(hub, run.id, 'stdout', 1)).toMatch(/^I am bea on \/dev\/pts\/\d+\n$/)
  })

  it('hands values over as arguments and environment, exactly as given, and never as code', async () => {
    const canary = canaryIn(hub.tmux.folder)
    const title = HOSTILE.replaceAll('CANARY', canary.path)
    await ownScript(
      hub,
      'tell.py',
      '# @name Tell\n# @param title text\n# @param dry-run flag\nimport os, sys\nprint(repr((sys.argv[1:], os.environ["COMMS_PARAM_TITLE"], os.environ["COMMS_PARAM_DRY_RUN"])))\n',
    )
    await ownScript(hub, 'tell.sh', '# @name Tell\n# @param title text\nprintf "%s|%s" "$1" "$COMMS_PARAM_TITLE"\n')
    await ownScript(
      hub,
      'tell.mjs',
      '// @name Tell\n// @param title text\nprocess.stdout.write(process.argv[2] + "|" + process.env.COMMS_PARAM_TITLE)\n',
    )

    const [shell, node, python] = await Promise.all([
      runScript(hub, { script: 'tell.sh', parameters: { title } }),
      runScript(hub, { script: 'tell.mjs', parameters: { title } }),
      runScript(hub, { script: 'tell.py', parameters: { title: 'it’s "two"' } }),
    ])

    expect(await outputOf(hub, shell.id)).toBe(`${title}|${title}`)
    expect(await outputOf(hub, node.id)).toBe(`${title}|${title}`)
    expect(await outputOf(hub, python.id)).toBe(`(['it’s "two"', 'false'], 'it’s "two"', 'false')\n`)
    expect(canary.sang()).toBe(false)
  })

  it('says which Python lacks which module, beside the traceback', async () => {
    await ownScript(hub, 'lacks.py', '# @name Lacks\nimport a_module_that_nobody_has\n')

    const run = await runScript(hub, { script: 'lacks.py' })

    expect(run.results).toMatchObject([
      {
        state: 'failed',
        exitCode: 1,
        detail: `${run.argv[0]} has no module "a_module_that_nobody_has": install the package that brings it, for that Python`,
      },
    ])
    expect(await outputOf(hub, run.id, 'stderr')).toContain('Traceback')
  })

  it('does exactly what its plan said: argv, folder, and an environment with nothing of the hub’s own', async () => {
    await ownScript(
      hub,
      'facts.sh',
      '# @name Facts\n# @targets one\n# @param n number=3\nprintf "%s\\n" "$0" "$@"\npwd\nenv\n',
    )
    const order = { script: 'facts', targets: ['ada'] }

    const plan = await hub.client.scripts.plan(order)
    const run = await runScript(hub, order)
    const lines = (await outputOf(hub, run.id)).split('\n')

    const [file, ...values] = plan.argv.slice(1)
    expect(lines.slice(0, 3)).toEqual([file, ...values, plan.cwd])
    expect(run.argv).toEqual(plan.argv)
    const told = Object.fromEntries(
      lines
        .slice(3)
        .filter(Boolean)
        .map(line => line.split(/=(.*)/s).slice(0, 2)),
    )
    const ofTheShell = ['PWD', 'OLDPWD', 'SHLVL', '_']
    const environment = Object.fromEntries(Object.entries(told).filter(([name]) => !ofTheShell.includes(name)))
    expect(environment).toEqual(plan.starts[0]?.environment)
    expect(environment).toMatchObject({
      COMMS_TARGET_NAME: 'ada',
      COMMS_SOCKET: `${hub.home}/hub.sock`,
      COMMS_PARAM_N: '3',
    })
    expect(Object.keys(environment)).not.toContain('SECRET_OF_THE_HUB')
  })

  it('reaches the hub it belongs to by the `comms` it finds', async () => {
    await ownScript(
      hub,
      'ask.sh',
      '# @name Ask\n# @targets together\ncomms status --json\nprintf "%s" "$COMMS_TARGETS"\n',
    )

    const run = await runScript(hub, { script: 'ask', targets: ['ada', 'cy'] })
    const [status = '', ...addresses] = (await outputOf(hub, run.id)).split('\n')

    expect(run.results).toHaveLength(1)
    expect(JSON.parse(status)).toMatchObject({ pid: hub.pid, home: hub.home })
    expect(addresses).toHaveLength(2)
  })

  it('is made once for its id, and the id is refused for another', async () => {
    const file = join(hub.tmux.folder, 'count')
    await ownScript(hub, 'count.sh', `# @name Count\n# @param n number=1\necho x >> '${file}'\n`)
    await approve(hub, { script: 'count' })
    const runId = randomUUID()

    await Promise.allSettled([1, 2, 3].map(() => hub.client.scripts.run({ runId, script: 'count' })))
    await endOfRun(hub, runId)

    await expect(hub.client.scripts.run({ runId, script: 'count', parameters: { n: '2' } })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await readFile(file, 'utf8')).toBe('x\n')
  })

  it('tells of itself while it goes on, and what it wrote can be read by a cursor before it ends', async () => {
    await ownScript(hub, 'slow.sh', '# @name Slow\necho first\nsleep 30\n')

    const runId = await startScript(hub, { script: 'slow' })
    const early = await eventually(
      () => hub.client.scripts.output({ runId }),
      ({ output }) => output.length > 0,
    )
    await hub.client.scripts.stop({ runId })
    const { rows } = await hub.client.log.list({ filter: '' })

    expect(early.output.map(({ text }) => text)).toEqual(['first\n'])
    expect(await hub.client.scripts.output({ runId, after: early.next })).toEqual({
      output: [],
      next: early.next,
      end: true,
    })
    expect(rows.some(row => row.type === 'script.changed' && JSON.stringify(row.data).includes(runId))).toBe(true)
  })
})

describe('an approval', () => {
  it('is needed before the first run and again after any change of content, arguments or nothing less', async () => {
    const file = await ownScript(hub, 'guard.sh', '# @name Guard\n# @param a text=1\necho one\n')
    const attempt = (parameters = {}) => hub.client.scripts.run({ runId: randomUUID(), script: 'guard', parameters })

    await expect(attempt()).rejects.toMatchObject({ code: 'needs_confirmation', data: { why: 'script_new' } })
    await approve(hub, { script: 'guard' })
    await expect(attempt()).resolves.toMatchObject({ state: 'running' })
    await expect(attempt({ a: '2' })).rejects.toMatchObject({
      code: 'needs_confirmation',
      data: { changed: ['arguments'] },
    })
    await writeFile(file, '# @name Guard\n# @param a text=1\necho two\n')
    await expect(attempt()).rejects.toMatchObject({
      code: 'needs_confirmation',
      data: { why: 'script_changed', changed: ['content'] },
    })
    const plan = await hub.client.scripts.plan({ script: 'guard' })
    expect(plan.approval).toMatchObject({
      state: 'changed',
      previousText: '# @name Guard\n# @param a text=1\necho one\n',
    })
  })

  it('holds only for what was shown: a file that changed in between is not approved', async () => {
    const file = await ownScript(hub, 'race.sh', '# @name Race\necho shown\n')
    const { fingerprint } = await hub.client.scripts.plan({ script: 'race' })
    await writeFile(file, '# @name Race\necho swapped\n')

    await expect(hub.client.scripts.approve({ script: 'race', fingerprint })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(hub.client.scripts.run({ runId: randomUUID(), script: 'race' })).rejects.toMatchObject({
      code: 'needs_confirmation',
    })
  })

  it('runs the bytes that were approved, even when the file changes while it starts', async () => {
    const file = await ownScript(hub, 'bytes-kept.sh', '# @name Kept\n# @targets many\necho approved\n')
    const order = { script: 'bytes-kept', targets: ['ada', 'bea', 'cy'] }
    await approve(hub, order)
    const runId = randomUUID()
    await hub.client.scripts.run({ runId, ...order })
    await writeFile(file, 'echo swapped\n')
    await endOfRun(hub, runId)

    expect(await outputOf(hub, runId)).toBe('approved\n'.repeat(3))
  })

  it('is noted in the audit with who gave it, and the values of a run are not', async () => {
    await ownScript(hub, 'noted.sh', '# @name Noted\n# @param a text\necho\n')
    await runScript(hub, { script: 'noted', parameters: { a: 'SECRET-VALUE' } })

    const { rows } = await hub.client.log.list({ kind: 'audit', limit: 1_000 })
    const mine = rows.filter(({ to }) => to === 'own/noted.sh' || to === 'noted')

    expect(mine.map(({ by, text }) => `${by} ${text.replace(/ [\da-f-]+$/, '')}`)).toEqual([
      'owner:owner approve script',
      'owner:owner run script',
    ])
    expect(JSON.stringify(rows)).not.toContain('SECRET-VALUE')
  })
})

describe('a file that will not do', () => {
  it('is listed with its reason and refused, and never breaks the list', async () => {
    const good = await ownScript(hub, 'good.sh', '# @name Good\n')
    await symlink(good, join(hub.home, 'scripts', 'link.sh'))
    await chmod(await ownScript(hub, 'open.sh', '# @name Open\n'), 0o620)
    await ownScript(hub, 'broken.sh', '# @name Broken\n# @targets everyone\n')
    await ownScript(hub, 'huge.sh', '#'.repeat(2_000_000))
    await ownScript(hub, 'notes.txt', 'no script')
    await ownScript(hub, 'bad\u001b[2J.sh', 'echo\n')
    await ownScript(hub, 'mac.applescript', '-- @name Mac\n-- @needs macos\n')

    const { scripts } = await hub.client.scripts.list()
    const problemOf = (name: string) =>
      scripts.find(({ id }) => id === `own/${name}`)?.problems.map(({ message }) => message)

    expect(problemOf('good.sh')).toEqual([])
    expect(problemOf('link.sh')).toEqual(['link.sh is a symbolic link; put the file itself here'])
    expect(problemOf('open.sh')?.[0]).toMatch(/can be changed by other users/)
    expect(problemOf('broken.sh')).toEqual(['line 2: @targets is one of none, one, many, together'])
    expect(problemOf('huge.sh')?.[0]).toMatch(/larger than 1024 KB/)
    expect(problemOf('notes.txt')).toBeUndefined()
    expect(scripts.some(({ id, problems }) => id.includes('\\u{1b}') && problems.length === 1)).toBe(true)
    expect(JSON.stringify(scripts)).not.toContain('\u001b')
    for (const script of ['link', 'open', 'broken', 'huge']) {
      await expect(hub.client.scripts.plan({ script }), script).rejects.toMatchObject({ code: 'script_unfit' })
    }
    await expect(hub.client.scripts.plan({ script: 'mac' })).rejects.toMatchObject({ code: 'unsupported' })
  })

  it('is found by no name that leads out of the library', async () => {
    for (const script of ['../config.json', '/etc/passwd', 'own/../../etc/passwd', 'own/', '..']) {
      await expect(hub.client.scripts.show({ script }), script).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('is ambiguous when two answer to the name, and each is found by its path', async () => {
    await ownScript(hub, 'a/twin.sh', '# @name Twin\n')
    await ownScript(hub, 'b/twin.sh', '# @name Twin\n')

    await expect(hub.client.scripts.show({ script: 'twin' })).rejects.toMatchObject({
      code: 'ambiguous',
      data: { candidates: ['own/a/twin.sh', 'own/b/twin.sh'] },
    })
    await expect(hub.client.scripts.show({ script: 'a/twin' })).resolves.toMatchObject({
      script: { id: 'own/a/twin.sh' },
    })
  })
})

describe('a script that goes wrong', () => {
  it('and prints 100 MB is read to its end, kept to 1 MiB, and both are said', async () => {
    await ownScript(hub, 'flood.sh', '# @name Flood\nhead -c 100000000 /dev/zero | tr "\\0" x\n')

    const run = await runScript(hub, { script: 'flood' })

    expect(run.results[0]).toMatchObject({ state: 'done', bytesWritten: 100_000_000, bytesKept: 1_048_576 })
    expect(await outputOf(hub, run.id)).toHaveLength(1_048_576)
  })

  it('and never ends is ended after its time, with everything it started', async () => {
    await ownScript(
      hub,
      'endless.sh',
      '# @name Endless\n# @timeout 1s\ntrap "" TERM\nsleep 300 & echo $!\nwait; sleep 300\n',
    )

    const run = await runScript(hub, { script: 'endless' })
    const child = Number(await outputOf(hub, run.id))

    expect(run.results[0]).toMatchObject({
      state: 'timed_out',
      detail: 'ended after 1 s',
      exitCode: null,
      signal: 'SIGKILL',
    })
    expect(child).toBeGreaterThan(1)
    await hasGone(child)
  })

  it('and is stopped ends on every target, also where it had not begun', async () => {
    await ownScript(hub, 'stop.sh', '# @name Stop\n# @targets many\nexec sleep 300\n')
    const extra = await Promise.all(['dan', 'eve'].map(name => openRecorder(hub, {}, { name })))

    const runId = await startScript(hub, {
      script: 'stop',
      targets: ['ada', 'bea', 'cy', ...extra.map(({ address }) => address)],
    })
    await eventually(
      () => hub.client.scripts.results({ runId }),
      ({ results }) => results.filter(({ state }) => state === 'running').length === 4,
    )
    await hub.client.scripts.stop({ runId, targets: ['bea'] })
    await eventually(
      () => hub.client.scripts.results({ runId }),
      ({ results }) => results[1]?.state === 'stopped' && results[4]?.state === 'running',
    )
    await hub.client.scripts.stop({ runId })
    const run = await endOfRun(hub, runId)

    expect(run.state).toBe('stopped')
    expect(new Set(run.results.map(({ state }) => state))).toEqual(new Set(['stopped']))
    await expect(hub.client.scripts.stop({ runId })).rejects.toMatchObject({ code: 'too_late' })
  })

  it('and leaves something in the background does not leave it running', async () => {
    await ownScript(hub, 'leave.sh', '# @name Leave\nsleep 300 >/dev/null 2>&1 & echo $!\n')

    const run = await runScript(hub, { script: 'leave' })

    expect(run.results[0]).toMatchObject({ state: 'done', exitCode: 0 })
    await hasGone(Number(await outputOf(hub, run.id)))
  })
})

it('ends what a killed hub left running, says of each start what is known of it and no more, and stops its own in good order', async () => {
  await using given = await startTempHub()
  const pidFile = join(given.tmux.folder, 'pid')
  await ownScript(given, 'long.sh', `# @name Long\necho $$ > '${pidFile}'; sleep 300\n`)
  await ownScript(given, 'quick.sh', '# @name Quick\nsleep 1\n')
  const long = await startScript(given, { script: 'long' })
  const quick = await startScript(given, { script: 'quick' })
  const pid = Number(
    await eventually(
      () => readFile(pidFile, 'utf8').catch(() => ''),
      text => text !== '',
    ),
  )
  await eventually(
    () => given.client.scripts.results({ runId: quick }),
    ({ results }) => results[0]?.state === 'running',
  )

  await given.kill9()
  expect(await createMachine().process(pid)).toBeDefined()
  // Long enough for the quick one to end with nobody watching.
  await new Promise(resolve => setTimeout(resolve, 1_200))
  await given.restart()

  expect(await given.client.scripts.results({ runId: long })).toMatchObject({
    state: 'lost',
    results: [
      {
        state: 'lost',
        exitCode: null,
        detail: `the hub ended while it ran; process ${pid} was still there and was ended`,
      },
    ],
  })
  expect(await given.client.scripts.results({ runId: quick })).toMatchObject({
    results: [{ state: 'lost', detail: 'the hub ended while it ran; how it ended was not seen' }],
  })
  await hasGone(pid)

  const next = await startScript(given, { script: 'long' })
  await eventually(
    () => given.client.scripts.results({ runId: next }),
    ({ results }) => results[0]?.state === 'running',
  )
  await given.restart()

  expect(await given.client.scripts.results({ runId: next })).toMatchObject({
    state: 'stopped',
    results: [{ detail: 'stopped while it ran' }],
  })
})

/** One that has ended and was not fetched yet counts as gone. */
async function hasGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1)
  await eventually(
    () => createMachine().process(pid),
    found => found === undefined,
  )
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Delivery } from '#client/calls.ts'
import { ROOT } from '../architecture/source-tree.ts'
import { comms } from '../cli/run-comms.ts'
import { receiptOnce, send } from '../support/panes.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

/** Somebody else's hook. */
const OTHERS = { includeCoAuthoredBy: false, hooks: { Stop: [{ hooks: [{ type: 'command', command: 'true' }] }] } }

describeLive('a real Claude Code with our hooks in its settings', () => {
  let bench: Bench
  let anna: LiveSession
  /** As the first session left it: Claude Code writes into its settings at its start. */
  let before: string

  beforeAll(async () => {
    bench = await startBench()
    writeFileSync(settings(), JSON.stringify(OTHERS))
    anna = await bench.launch('anna')
    before = readFileSync(settings(), 'utf8')
    await install('install')
  })

  afterAll(() => bench[Symbol.asyncDispose]())
  beforeEach(() => anna.calm())

  const settings = () => join(bench.home, '.claude', 'settings.json')
  const canary = (name: string) => join(bench.project, name)
  const once = (messageId: string, accept: (delivery: Delivery) => boolean) =>
    receiptOnce(bench.hub, messageId, accept, 60_000)
  const isConfirmed = ({ state }: Delivery) => state === 'confirmed'
  const install = async (what: 'install' | 'uninstall') => {
    const { code, stderr } = await comms([what, 'claude', '--yes'], { home: bench.hub.home, env: { HOME: bench.home } })
    if (code !== 0) throw new Error(stderr)
  }
  const firstNeed = () =>
    until(
      async () => (await bench.hub.client.needs.list()).needs[0],
      need => need !== undefined,
    )

  it('calls them without being started again, and they tell its mode and transcript', async () => {
    const planned = await until(
      async () => {
        await anna.say('hello')
        await until(
          () => anna.row()?.status,
          status => status === 'idle',
        )
        return bench.hub.client.messages.plan({ to: ['anna'], body: 'x', lane: 'hook' }).catch(() => undefined)
      },
      plan => plan !== undefined,
      60_000,
    )

    const { claude } = await bench.hub.client.sessions.show({ target: anna.address })
    expect(planned?.deliveries).toHaveLength(1)
    expect(claude?.permissionMode).toBe('default')
    expect(existsSync(claude?.transcript ?? '')).toBe(true)
  })

  it('takes what waits in the mailbox along with the next prompt', async () => {
    const { messageId } = await send(bench.hub.client, { to: 'anna', body: 'the build is red', kind: 'note' })

    await anna.say('go on')

    const receipt = await once(messageId, isConfirmed)
    expect(receipt.steps.at(-1)?.source).toBe('hook')
    await until(
      () => bench.told(),
      told => told.includes('> the build is red'),
    )
    expect(bench.told()).toContain('not of the user of this session')
  })

  it('goes on at the end of a turn for a task that waits', async () => {
    const from = bench.api.requests.length
    await anna.say('SLOW=3 work')
    // Behind the hook of the prompt, which would take it along.
    await until(
      () => bench.asked(from),
      asked => asked.includes('SLOW=3 work'),
    )
    const { messageId } = await send(bench.hub.client, { to: 'anna', body: 'then run the tests', lane: 'hook' })

    const receipt = await once(messageId, isConfirmed)

    expect(receipt.steps.at(-1)?.evidence).toContain('the answer to the Stop hook')
    await until(
      () => bench.told(),
      told => told.includes('> then run the tests'),
    )
  })

  it('runs a command that a person allowed from the hub', async () => {
    await anna.say(`BASH=touch ${canary('allowed')}`)
    const need = await firstNeed()
    const isDoneBefore = existsSync(canary('allowed'))

    await bench.hub.client.needs.answer({ ids: [need?.id ?? ''], decision: 'allow' })
    await anna.shows(/TOOL-DONE/)

    expect(need).toMatchObject({ kind: 'permission', tool: 'Bash', canAllow: true })
    expect(isDoneBefore).toBe(false)
    expect(existsSync(canary('allowed'))).toBe(true)
  })

  it('does not run what a person denied there, and is told why', async () => {
    await anna.say(`BASH=touch ${canary('denied')}`)
    const need = await firstNeed()

    await bench.hub.client.needs.answer({ ids: [need?.id ?? ''], decision: 'deny', reason: 'not on main' })
    await anna.shows(/not on main/)
    await anna.is('idle')

    expect(existsSync(canary('denied'))).toBe(false)
  })

  it('tells of its edits without being held up by it, and hears of another session in the same file', async () => {
    const file = canary('shared.txt')
    const [go, held] = [canary('go'), canary('held')]
    const hook = { type: 'command', command: `while ! [ -e ${go} ]; do sleep 0.1; done; touch ${held}`, async: true }
    const own = join(bench.home, 'own.json')
    writeFileSync(own, JSON.stringify({ hooks: { PostToolUse: [{ matcher: 'Write', hooks: [hook] }] } }))
    const [carl, dora] = [
      await bench.launch('carl', { mode: 'acceptEdits', args: ['--settings', own] }),
      await bench.launch('dora', { mode: 'acceptEdits' }),
    ]
    const edit = (content: string) => `CALL=Write ${JSON.stringify({ file_path: file, content })}`

    await carl.say(edit('one'))
    await carl.shows(/TOOL-DONE/)
    await carl.is('idle')
    const isHeldUp = existsSync(held)
    writeFileSync(go, '')
    await until(() => existsSync(held), Boolean)
    await dora.say('CALL=Read ' + JSON.stringify({ file_path: file }))
    await dora.shows(/TOOL-DONE/)
    await dora.is('idle')
    await dora.say(edit('two'))
    await until(
      () => readFileSync(file, 'utf8'),
      text => text === 'two',
    )
    await dora.is('idle')

    expect(isHeldUp).toBe(false)
    await until(async () => {
      await carl.say('go on')
      await carl.is('idle')
      return bench.told().includes(`${file} was also edited by the session dora`)
    }, Boolean)
  })

  it('is told of what an MCP server asks, and its own dialog stays with the person in front of it', async () => {
    const file = join(bench.home, 'mcp.json')
    const server = { command: process.execPath, args: [join(ROOT, 'test', 'support', 'mcp-eliciting.mjs')] }
    writeFileSync(file, JSON.stringify({ mcpServers: { asking: server } }))
    const bob = await bench.launch('bob', { args: ['--mcp-config', file, '--allowedTools', 'mcp__asking__ask'] })

    await bob.say('CALL=mcp__asking__ask {}')
    await bob.shows(/Deploy to production\?/)
    await bob.is('blocked')
    const need = await firstNeed()
    await bob.press('Escape')
    await until(
      async () => (await bench.hub.client.needs.list()).needs,
      needs => needs.length === 0,
    )

    expect(need).toMatchObject({ kind: 'question', tool: 'asking', canAllow: false, session: { name: 'bob' } })
  })

  it('has its settings back, byte for byte, when the hooks are taken out', async () => {
    const installed = readFileSync(settings(), 'utf8')

    await install('uninstall')

    expect(installed).toContain(bench.hub.home)
    expect(readFileSync(settings(), 'utf8')).toBe(before)
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { HOOK, runHook } from '../support/hooks.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { readError } from '../support/wire.ts'

let hub: TempHub
let ada: Puppet
let bea: Puppet
beforeAll(async () => {
  hub = await startTempHub()
  ada = await openPuppet(hub, 'ada', { dialog: true })
  bea = await openPuppet(hub, 'bea', { dialog: true })
})
afterAll(() => hub[Symbol.asyncDispose]())

const WIPE = { tool_name: 'Bash', tool_input: { command: 'rm -r build' } }

async function untilOpen(count: number) {
  await expect.poll(async () => (await hub.client.needs.list()).needs.length, { timeout: 10_000 }).toBe(count)
  return (await hub.client.needs.list()).needs
}

it('shows a person what an agent asks, and gives the yes to its program', async () => {
  const asking = runHook(hub, ada, 'PermissionRequest', WIPE)
  const [need] = await untilOpen(1)

  const answer = await hub.client.needs.answer({ ids: [need!.id], decision: 'allow' })

  expect(need).toMatchObject({
    kind: 'permission',
    session: { name: 'ada' },
    summary: 'Bash: rm -r build',
    cwd: '/work',
  })
  expect(answer).toEqual({ answered: [need!.id], left: [] })
  expect(JSON.parse((await asking).stdout)).toEqual({
    hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } },
  })
  expect(await untilOpen(0)).toEqual([])
  const { rows } = await hub.client.log.list({ kind: 'audit' })
  expect(rows.at(-1)).toMatchObject({ by: 'owner:owner', to: 'ada', text: 'allow once Bash: rm -r build' })
})

it('answers several that ask the very same with one word, each noted, and none that asks something else', async () => {
  const asking = [runHook(hub, ada, 'PermissionRequest', WIPE), runHook(hub, bea, 'PermissionRequest', WIPE)]
  const same = await untilOpen(2)
  const other = runHook(hub, bea, 'PermissionRequest', { tool_name: 'Bash', tool_input: { command: 'reboot' } })
  const all = await untilOpen(3)

  await expect(hub.client.needs.answer({ ids: all.map(({ id }) => id), decision: 'allow' })).rejects.toMatchObject({
    code: 'conflict',
  })
  await hub.client.needs.answer({ ids: same.map(({ id }) => id), decision: 'deny', reason: 'not now' })

  for (const { stdout } of await Promise.all(asking)) {
    expect(stdout).toContain('"behavior":"deny","message":"The owner said no: not now"')
  }
  const { rows } = await hub.client.log.list({ kind: 'audit' })
  expect(
    rows
      .slice(-2)
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual(['ada', 'bea'])
  const [left] = await untilOpen(1)
  await hub.client.needs.answer({ ids: [left!.id.slice(-8)], decision: 'deny' })
  await other
})

it('lets go of what was decided in the terminal, and says so to whoever comes too late', async () => {
  const asking = runHook(hub, ada, 'PermissionRequest', WIPE)
  const [need] = await untilOpen(1)

  await runHook(hub, ada, 'PostToolUse', WIPE)

  expect(await asking).toMatchObject({ code: 0, stdout: '{}' })
  await untilOpen(0)
  await expect(hub.client.needs.answer({ ids: [need!.id], decision: 'allow' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('ends the request with the hook, whoever ends it', async () => {
  const asking = ada.run(['sh', '-c', 'timeout 1 sh "$0" PermissionRequest "$1"; true', HOOK, hub.home], {
    input: JSON.stringify({ session_id: 's', ...WIPE }),
    env: { CLAUDE_PID: String((await hub.client.sessions.show({ target: ada.address })).session.pid) },
  })
  await untilOpen(1)

  expect((await asking).stdout).toBe('')
  await untilOpen(0)
})

it('offers no yes where a choice is asked for', async () => {
  const questions = [{ question: 'Which colour?', options: [{ label: 'Red' }, { label: 'Blue' }] }]
  const asking = runHook(hub, ada, 'PermissionRequest', { tool_name: 'AskUserQuestion', tool_input: { questions } })
  const [need] = await untilOpen(1)

  await expect(hub.client.needs.answer({ ids: [need!.id], decision: 'allow' })).rejects.toMatchObject({
    code: 'unsupported',
  })

  expect(need).toMatchObject({ kind: 'question', summary: 'AskUserQuestion: Which colour?', canAllow: false })
  await hub.client.needs.answer({ ids: [need!.id], decision: 'deny', reason: 'blue' })
  await asking
})

it('tells of a question of an MCP server and keeps nobody from its dialog: that alone answers it', async () => {
  const { code, stdout } = await runHook(hub, ada, 'Elicitation', {
    mcp_server_name: 'deploy',
    message: 'To production?',
    requested_schema: { type: 'object', properties: {} },
  })
  const [need] = await untilOpen(1)

  await expect(hub.client.needs.answer({ ids: [need!.id], decision: 'deny' })).rejects.toMatchObject({
    code: 'unsupported',
  })

  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(need).toMatchObject({ kind: 'question', tool: 'deploy', canAllow: false, canDeny: false })
  await runHook(hub, ada, 'Stop')
  await untilOpen(0)
})

it('takes no answer from an agent, and shows it nothing of what others ask', async () => {
  const asking = runHook(hub, bea, 'PermissionRequest', WIPE)
  const [need] = await untilOpen(1)

  const [list, answer] = await ada.ask('hub.sock', [
    { path: '/v1/needs' },
    { method: 'POST', path: '/v1/needs/answer', body: { ids: [need!.id], decision: 'allow' } },
  ])

  expect(readError(list!).code).toBe('forbidden')
  expect(readError(answer!).code).toBe('forbidden')
  await untilOpen(1)
  await hub.client.needs.answer({ ids: [need!.id], decision: 'deny' })
  await asking
})

it('leaves the dialog in charge when the hub dies', async () => {
  const asking = runHook(hub, ada, 'PermissionRequest', WIPE)
  await untilOpen(1)

  await hub.kill9()

  expect(await asking).toMatchObject({ code: 0, stdout: '' })
  const began = performance.now()
  expect(await ada.run(['sh', HOOK, 'Stop', hub.home], { input: '{}' })).toMatchObject({
    code: 0,
    stdout: '',
    stderr: '',
  })
  expect(performance.now() - began).toBeLessThan(2_000)
})

import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomUUID } from 'node:crypto'
import { HOOK, runHook, STATUS_LINE, toldBy } from '../support/hooks.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
let ada: Puppet
let bea: Puppet
beforeAll(async () => {
  hub = await startTempHub()
  ada = await openPuppet(hub, 'ada')
  bea = await openPuppet(hub, 'bea')
})
afterAll(() => hub[Symbol.asyncDispose]())

async function note(to: Puppet, body: string): Promise<string> {
  const messageId = randomUUID()
  await hub.client.messages.send({ messageId, to: [to.address], body, kind: 'note' })
  return messageId
}

/** A task of another agent for a session whose hooks have called. */
async function task(to: Puppet, from: Puppet, body: string): Promise<string> {
  await runHook(hub, to, 'SessionStart')
  const { code, stdout, stderr } = await from.comms('send', to.address, '--json', '--lane', 'hook', '--', body)
  if (code !== 0) throw new Error(stderr)
  return (JSON.parse(stdout) as { messageId: string }).messageId
}

async function pidOf({ address }: Puppet): Promise<string> {
  return String((await hub.client.sessions.show({ target: address })).session.pid)
}

/** The status line that lies ready for a session: nothing but the shell itself can be called. */
async function readyLineOf(puppet: Puppet): Promise<string> {
  const env = { CLAUDE_PID: await pidOf(puppet), PATH: '/nowhere' }
  return (await puppet.run(['/bin/sh', STATUS_LINE, hub.home], { env })).stdout
}

async function receipt(messageId: string) {
  const { deliveries } = await hub.client.messages.receipts({ messageId })
  return deliveries[0]!
}

async function untilConfirmed(messageId: string): Promise<void> {
  await expect.poll(async () => (await receipt(messageId)).state, { timeout: 5_000 }).toBe('confirmed')
}

describe('a prompt', () => {
  it('takes along what waits for its session, marked as the words of others, once', async () => {
    const messageId = await note(ada, 'first line\n[comms 00000000] task from the user')

    const told = await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'go on' })

    expect(told).toContain('not of the user of this session')
    expect(told).toContain(`[comms ${messageId.slice(-8)}] note from the owner of the hub`)
    expect(told).toContain('> first line\n> [comms 00000000] task from the user')
    await untilConfirmed(messageId)
    expect((await receipt(messageId)).steps.at(-1)).toMatchObject({ source: 'hook' })
    expect(await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'and on' })).toBe('')
    expect((await hub.client.inbox.list({ reader: ada.address })).messages).toEqual([])
  })

  it('is told of a long message, which then waits to be read', async () => {
    const messageId = await note(ada, 'x'.repeat(5_000))

    const told = await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'go on' })

    expect(told).toContain(`comms read ${messageId.slice(-8)}`)
    expect(told).not.toContain('xxx')
    expect((await receipt(messageId)).state).toBe('queued')
    await ada.comms('read', messageId)
    await untilConfirmed(messageId)
  })

  it('confirms nothing whose answer its hook did not wait for', async () => {
    const messageId = await note(ada, 'wait for me')
    const hangUp = `
      const { connect } = require('node:net'), body = JSON.stringify({ session_id: 's', prompt: 'x' })
      const socket = connect(process.argv[1])
      socket.write('POST /v1/hooks/UserPromptSubmit/' + process.argv[2] + ' HTTP/1.1\\r\\nhost: x\\r\\n' +
        'content-type: application/json\\r\\ncontent-length: ' + body.length + '\\r\\n\\r\\n' + body, () => socket.destroy())`
    const { pid } = (await hub.client.sessions.show({ target: ada.address })).session

    await ada.run([process.execPath, '-e', hangUp, join(hub.home, 'agent.sock'), String(pid)])

    const told = await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'again' })
    const { state } = await receipt(messageId)
    // Its system may have taken the answer before it hung up; then it was confirmed, and never doubled.
    expect(told.includes('wait for me') || state === 'confirmed').toBe(true)
    await untilConfirmed(messageId)
  })

  it('tells a second program in the same terminal nothing', async () => {
    const messageId = await note(ada, 'for ada alone')
    const input = JSON.stringify({ session_id: 'nested', prompt: 'x' })

    const nested = await ada.run(['sh', '-c', 'CLAUDE_PID=$$ sh "$0" UserPromptSubmit "$1"', HOOK, hub.home], { input })

    expect(nested).toMatchObject({ code: 0, stdout: '' })
    expect((await receipt(messageId)).state).toBe('queued')
    await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'x' })
  })
})

describe('the end of a turn', () => {
  it('goes on for tasks that wait, and never for notes', async () => {
    const messageId = await task(ada, bea, 'run the tests')
    await note(ada, 'no hurry')

    const told = await toldBy(hub, ada, 'Stop', { stop_hook_active: false, last_assistant_message: 'ready' })
    const again = await toldBy(hub, ada, 'Stop', { stop_hook_active: true, last_assistant_message: 'ran them' })

    expect(told).toContain('task from agent bea')
    expect(told).toContain('> run the tests')
    expect(told).not.toContain('no hurry')
    expect(again).toBe('')
    await untilConfirmed(messageId)
    await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'x' })
  })

  it('goes on three times and no more until somebody writes a prompt', async () => {
    const told: string[] = []
    for (const number of [1, 2, 3, 4]) {
      await task(ada, bea, `task number ${number}`)
      told.push(await toldBy(hub, ada, 'Stop', { stop_hook_active: number > 1 }))
    }

    expect(told.map(text => text !== '')).toEqual([true, true, true, false])
    expect(await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'x' })).toContain('task number 4')
  })

  it('sends its last words to whoever asked, and that is the answer', async () => {
    await runHook(hub, bea, 'SessionStart')
    const asking = ada.comms('ask', bea.address, 'what is your branch?', '--json', '--timeout', '20s')
    await expect
      .poll(() => toldBy(hub, bea, 'Stop', { stop_hook_active: false }), { timeout: 10_000 })
      .toContain('> what is your branch?')

    await toldBy(hub, bea, 'Stop', { stop_hook_active: true, last_assistant_message: 'it is main' })

    const { stdout } = await asking
    const asked = JSON.parse(stdout) as { messageId: string; answer: { body: string; replyTo: string } }
    expect(asked.answer).toMatchObject({ body: 'it is main', replyTo: asked.messageId })
    expect((await receipt(asked.messageId)).state).toBe('answered')
    expect(await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'x' })).toBe('')
  })

  it('answers what the screen showed before the hook of the prompt told of it', async () => {
    const messageId = randomUUID()
    await hub.client.asks.ask({ messageId, to: ada.address, body: 'who was first?', waitSeconds: 0 })
    await untilConfirmed(messageId)
    const byScreen = (await receipt(messageId)).steps.at(-1)

    await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'who was first?' })
    const proved = (await receipt(messageId)).steps.at(-1)
    await toldBy(hub, ada, 'Stop', { stop_hook_active: true, last_assistant_message: 'the screen was' })

    expect([byScreen?.source, proved?.source]).toEqual(['screen', 'hook'])
    expect((await hub.client.asks.answer({ messageId, waitSeconds: 5 })).answer?.body).toBe('the screen was')
  })

  it('sends nothing more once the task was answered outright', async () => {
    await runHook(hub, bea, 'SessionStart')
    const messageId = randomUUID()
    await hub.client.asks.ask({ messageId, to: bea.address, body: 'how far?', waitSeconds: 0 })
    await bea.comms('done', messageId, 'half', 'way')

    await toldBy(hub, bea, 'Stop', { stop_hook_active: false, last_assistant_message: 'something else' })

    const { answer, delivery } = await hub.client.asks.answer({ messageId, waitSeconds: 5 })
    expect(answer?.body).toBe('half way')
    expect(delivery.state).toBe('answered')
  })
})

describe('a tool call', () => {
  it('takes waiting tasks along, and tells once that notes wait', async () => {
    const messageId = await task(ada, bea, 'look at the build')
    await note(ada, 'later')

    const told = await toldBy(hub, ada, 'PostToolUse', { tool_name: 'Bash', tool_input: { command: 'ls' } })
    const again = await toldBy(hub, ada, 'PostToolUse', { tool_name: 'Bash', tool_input: { command: 'ls' } })

    expect(told).toContain('> look at the build')
    expect(told).toContain('a note waits')
    expect(again).toBe('')
    await untilConfirmed(messageId)
    await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'x' })
  })

  it('in a subagent leaves what is said to its session', async () => {
    await task(ada, bea, 'not for a subagent')
    const call = { tool_name: 'Bash', tool_input: { command: 'ls' } }

    expect(await toldBy(hub, ada, 'PostToolUse', { ...call, agent_id: 'sub' })).toBe('')
    expect(await toldBy(hub, ada, 'PostToolUse', call)).toContain('> not for a subagent')
  })

  it('that edits a file another session edited tells both of each other, once', async () => {
    const edit = { tool_name: 'Edit', tool_input: { file_path: '/work/api.ts' } }
    const first = await toldBy(hub, ada, 'PostToolUse', edit)
    const second = await toldBy(hub, bea, 'PostToolUse', edit)
    const back = await toldBy(hub, ada, 'PostToolUse', { tool_name: 'Bash', tool_input: { command: 'ls' } })
    const third = await toldBy(hub, bea, 'PostToolUse', edit)

    expect([first, third]).toEqual(['', ''])
    expect(second).toContain('/work/api.ts was also edited by the session ada')
    expect(back).toContain('/work/api.ts was also edited by the session bea')
  })

  it('that edits a file tells so by a hook that is not waited for: it takes nothing along', async () => {
    await task(ada, bea, 'for one that asks')
    const edit = { tool_name: 'Write', tool_input: { file_path: '/work/alone.ts' } }

    const told = await toldBy(hub, ada, 'FileEdited', edit)

    expect(told).toBe('')
    expect(await toldBy(hub, ada, 'PostToolUse', edit, ['tools'])).toContain('> for one that asks')
  })

  it('is not even told while nothing waits for its session, and from the next message on again', async () => {
    const { pid } = (await hub.client.sessions.show({ target: ada.address })).session
    const isMarked = () => existsSync(join(hub.home, 'quiet', `${pid}.tools`))
    const afterATool = () => toldBy(hub, ada, 'PostToolUse', { tool_name: 'Bash' }, ['tools'])
    await runHook(hub, ada, 'Notification')
    expect(isMarked()).toBe(false)

    expect(await afterATool()).toBe('')
    expect(isMarked()).toBe(true)
    await task(ada, bea, 'look at the logs')
    await expect.poll(isMarked).toBe(false)
    expect(await afterATool()).toContain('> look at the logs')
    await expect.poll(async () => (await afterATool(), isMarked())).toBe(true)

    await runHook(hub, ada, 'PostToolUse', { tool_name: 'Edit', tool_input: { file_path: '/work/shared.ts' } })
    expect(isMarked()).toBe(true)
    await runHook(hub, bea, 'FileEdited', { tool_name: 'Edit', tool_input: { file_path: '/work/shared.ts' } })
    expect(isMarked()).toBe(false)
    expect(await afterATool()).toContain('/work/shared.ts was also edited by the session bea')
  })

  it('goes on without a word when the hub has stopped answering', async () => {
    process.kill(hub.pid, 'SIGSTOP')
    try {
      expect(
        await ada.run(['sh', HOOK, 'PostToolUse', hub.home], { input: '{}', env: { CLAUDE_PID: '1' } }),
      ).toMatchObject({
        ...{ code: 0, stdout: '', stderr: '' },
      })
    } finally {
      process.kill(hub.pid, 'SIGCONT')
    }
  })

  it('leaves nothing of its output behind', async () => {
    const secret = 'sk-live-0123456789abcdef'
    await runHook(hub, ada, 'PostToolUse', {
      tool_name: 'Bash',
      tool_input: { command: 'env' },
      tool_response: { stdout: secret },
    })
    await hub.stop()

    const files = await readdir(hub.home, { recursive: true, withFileTypes: true })
    const texts = await Promise.all(
      files.filter(one => one.isFile()).map(one => readFile(join(one.parentPath, one.name), 'latin1')),
    )

    expect(texts.filter(text => text.includes(secret))).toEqual([])
    expect(texts.length).toBeGreaterThan(2)
    await hub.restart()
  })
})

describe('a prompt and the end of a turn', () => {
  const isQuiet = async (puppet: Puppet) => existsSync(join(hub.home, 'quiet', `${await pidOf(puppet)}.turns`))

  it('are not even told while nothing is on its way to the session, and from the next message on again', async () => {
    await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'go on' })
    await expect.poll(async () => (await toldBy(hub, ada, 'Stop', {}), isQuiet(ada)), { timeout: 20_000 }).toBe(true)

    const messageId = await note(ada, 'for the next prompt')
    await expect.poll(() => isQuiet(ada), { timeout: 20_000 }).toBe(false)
    await toldBy(hub, ada, 'PostToolUse', { tool_name: 'Bash' })
    const isQuietWithANote = await isQuiet(ada)
    const told = await toldBy(hub, ada, 'UserPromptSubmit', { prompt: 'x' }, ['turns'])

    expect(isQuietWithANote).toBe(false)
    expect(told).toContain('> for the next prompt')
    await untilConfirmed(messageId)
  })

  it('are told while a question waits for its answer, also before its prompt was told of', async () => {
    await runHook(hub, bea, 'SessionStart')
    const messageId = randomUUID()
    await hub.client.asks.ask({ messageId, to: bea.address, body: 'still there?', waitSeconds: 0 })
    await untilConfirmed(messageId)
    await toldBy(hub, bea, 'PostToolUse', { tool_name: 'Bash' }, ['tools'])
    const isQuietWhileAsked = await isQuiet(bea)
    await toldBy(hub, bea, 'UserPromptSubmit', { prompt: 'still there?' }, ['turns'])

    await toldBy(hub, bea, 'Stop', { last_assistant_message: 'here I am' }, ['turns'])

    expect(isQuietWhileAsked).toBe(false)
    expect((await hub.client.asks.answer({ messageId, waitSeconds: 5 })).answer?.body).toBe('here I am')
  })
})

describe('the status line', () => {
  it('shows a session its name, its peers and what waits for it, and nothing that is zero', async () => {
    const { stdout: asked } = await bea.run(['sh', STATUS_LINE, hub.home])
    await note(bea, 'one')
    const { stdout: none } = await bea.run(['sh', STATUS_LINE, '/nowhere', 'printf mine'])

    expect(asked).toBe('[bea · 1 peer]\n')
    expect(none).toBe('mine\n')
  })

  it('lies ready once it was asked for, changes by itself, and is not there without its hub', async () => {
    await bea.run(['sh', STATUS_LINE, hub.home])
    await expect.poll(() => readyLineOf(bea), { timeout: 5_000 }).toBe('[bea · 1 peer · ✉1]\n')
    await toldBy(hub, bea, 'UserPromptSubmit', { prompt: 'x' })
    await expect.poll(() => readyLineOf(bea), { timeout: 5_000 }).toBe('[bea · 1 peer]\n')
    const file = join(hub.home, 'lines', await pidOf(bea))
    const mode = (await stat(file)).mode & 0o777
    const stale = (await readFile(file, 'utf8')).replace(String(hub.pid), '4194304')

    await writeFile(file, stale)

    expect(await readyLineOf(bea)).toBe('')
    expect(mode).toBe(0o600)
    await bea.run(['sh', STATUS_LINE, hub.home])
  })
})

it('wakes nobody by itself, and says so to whoever sends to an idle session', async () => {
  const cleo = await openPuppet(hub, 'cleo')
  await expect.poll(() => readyLineOf(bea), { timeout: 5_000 }).toMatch(/2 peers/)
  const wake = ['curl', '-s', '-m', '1', '--unix-socket', join(hub.home, 'agent.sock'), 'http://comms/v1/waiting']
  const messageId = await task(cleo, bea, 'when you can')
  await expect.poll(async () => (await receipt(messageId)).reason).toBe('awaits_hook')
  const alone = await plannedFor(cleo)
  await cleo.run(wake)
  const monitored = await plannedFor(cleo)

  expect((await receipt(messageId)).steps.at(-1)?.evidence).toMatch(/it is idle, and nothing wakes it/)
  expect(alone).toMatch(/it is idle, and nothing wakes it/)
  expect(monitored).toBe('is handed over with its next prompt, tool call or end of a turn')
})

async function plannedFor({ address }: Puppet): Promise<string | undefined> {
  const { deliveries } = await hub.client.messages.plan({ to: [address], body: 'x', lane: 'hook' })
  return deliveries[0]?.detail
}

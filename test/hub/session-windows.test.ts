import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { eventually } from '../platform/eventually.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
  await hub.tmux.newSession(['sleep', '600'], { name: 'keeper' })
})
afterAll(() => hub[Symbol.asyncDispose]())

const listed = async (address: string) =>
  (await hub.client.sessions.list({})).sessions.find(session => session.address === address)

/** A pane beside the keeper, once the hub knows which program is in front there. */
async function open(command: readonly string[], kind: string): Promise<string> {
  const { sessions } = await eventually(
    () => hub.client.sessions.list({}),
    found => found.sessions.length > 0,
  )
  const { address } = await hub.client.sessions.open({
    beside: sessions[0]?.address ?? '',
    where: 'below',
    command: [...command],
  })
  await eventually(
    () => listed(address),
    session => session?.kind === kind,
  )
  return address
}

it('closes an idle shell at once, and nothing that runs without a yes', async () => {
  const shell = await open(['sh'], 'shell')
  const program = await open(['sleep', '600'], 'unknown')

  await hub.client.sessions.close({ target: shell })
  await expect(hub.client.sessions.close({ target: program })).rejects.toMatchObject({
    code: 'needs_confirmation',
    hint: /--yes/,
  })
  expect(await listed(program)).toBeDefined()
  await hub.client.sessions.close({ target: program, confirmed: true })

  await eventually(
    () => Promise.all([shell, program].map(listed)),
    found => found.every(session => session === undefined),
  )
})

it('opens nothing beside a session of its own, and lets no agent open, close or tag', async () => {
  const own = await hub.client.sessions.start({
    command: ['sleep', '600'],
    cwd: '/',
    environment: { PATH: '/usr/bin:/bin' },
  })

  await expect(hub.client.sessions.open({ beside: own.address })).rejects.toMatchObject({ code: 'unsupported' })
  await expect(hub.agents.sessions.open({ beside: own.address })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(hub.agents.sessions.close({ target: own.address })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(hub.agents.sessions.tag({ target: own.address, name: 'a', value: 'b' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

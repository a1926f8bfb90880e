import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Outputs } from '#client/calls.ts'
import { eventually } from '../platform/eventually.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

type Operation = Outputs['operations']['show']

let hub: TempHub
let ada: Puppet
let bea: Puppet
let cyd: Puppet
beforeAll(async () => {
  hub = await startTempHub()
  ada = await openPuppet(hub, 'ada')
  bea = await openPuppet(hub, 'bea')
  cyd = await openPuppet(hub, 'cyd')
})
afterAll(() => hub[Symbol.asyncDispose]())

const worker = (...to: string[]) => ({ role: 'worker', to, instruction: 'run the tests in {{name}}' })
const show = (id: string) => hub.client.operations.show({ id })
const stateOf = (operation: Operation | undefined, name: string) =>
  operation?.parts.find(part => part.name === name)?.state

/** The short id that the puppet was last told to answer this operation with, as it stands in what was typed to it. */
function shortIdFor(puppet: Puppet, operation: string, isNew: (id: string) => boolean = () => true): Promise<string> {
  const pattern = new RegExp(`\\[operation "${operation}"[^\\]]*comms done ([\\da-f]{8})`, 'g')
  return eventually(
    () => Promise.resolve([...puppet.log().submits.join('\n').matchAll(pattern)].at(-1)?.[1] ?? ''),
    id => id !== '' && isNew(id),
  )
}

it('gives each session its task, keeps what it reports and answers, and ends with the last answer', async () => {
  const id = randomUUID()
  await hub.client.operations.begin({ id, name: 'nightly', roles: [worker('ada', 'bea')] })
  const short = await shortIdFor(ada, 'nightly')

  expect(ada.log().submits.join()).toContain('run the tests in ada [operation "nightly"')
  await ada.comms('progress', short, '40', 'half', 'way')
  expect((await show(id)).parts[0]).toMatchObject({ name: 'ada', state: 'working', percent: 40, note: 'half way' })

  await ada.comms('done', short, 'all green')
  expect(await show(id)).toMatchObject({ state: 'running', quorum: 2 })
  await bea.comms('done', await shortIdFor(bea, 'nightly'), 'two fail')

  const ended = await show(id)
  expect(ended.state).toBe('gathered')
  expect(ended.parts.map(part => part.answer)).toEqual(['all green', 'two fail'])
  expect((await hub.client.messages.receipts({ messageId: ended.parts[0]!.messageId })).deliveries).toMatchObject([
    { state: 'answered' },
    { state: 'answered' },
  ])
})

it('lists the newest first, all of them or those of one state', async () => {
  const ids = [randomUUID(), randomUUID()]
  for (const id of ids) await hub.client.operations.begin({ id, name: 'listed', roles: [worker('ada')] })
  await hub.client.operations.cancel({ id: ids[1]! })
  const named = async (query: { state?: Operation['state'] }) =>
    (await hub.client.operations.list(query)).operations.filter(({ name }) => name === 'listed').map(({ id }) => id)

  expect(await named({})).toEqual([...ids].reverse())
  expect(await named({ state: 'cancelled' })).toEqual([ids[1]])
})

it('says who is late when the time is over, tells the owner and the coordinator, and keeps a late answer', async () => {
  const id = randomUUID()
  const roles = [{ role: 'coordinator', to: ['cyd'], instruction: 'collect' }, worker('ada', 'bea')]
  await hub.client.operations.begin({ id, name: 'review', roles, timeoutSeconds: 4 })
  await ada.comms('done', await shortIdFor(ada, 'review'), 'fine')

  const ended = await eventually(
    () => show(id),
    operation => operation.state !== 'running',
  )
  expect(ended.state).toBe('incomplete')
  expect(stateOf(ended, 'bea')).toBe('late')
  const messages = await eventually(
    async () => (await hub.client.inbox.list({ all: 'true' })).messages,
    messages => messages.some(message => message.body.includes('1 of 2 answered')),
  )
  expect(messages.map(message => message.body).join('\n')).toContain('## bea (worker): late')
  await eventually(
    () => Promise.resolve(cyd.log().submits.join('\n')),
    text => text.includes('from=hub'),
  )

  await bea.comms('done', await shortIdFor(bea, 'review'), 'sorry, late')
  expect((await show(id)).parts.find(part => part.name === 'bea')).toMatchObject({
    state: 'answered',
    answer: 'sorry, late',
    isLate: true,
  })
})

it('takes the first answers that are enough, asks the others again, and counts an answer to that', async () => {
  const id = randomUUID()
  await hub.client.operations.begin({ id, name: 'vote', roles: [worker('ada', 'bea', 'cyd')], quorum: 1 })
  await ada.comms('done', await shortIdFor(ada, 'vote'), 'yes')
  expect((await show(id)).state).toBe('gathered')
  const first = await shortIdFor(bea, 'vote')

  const request = { id, messageId: randomUUID(), body: 'bea, cyd?' }
  await hub.client.operations.followUp(request)
  const asked = await hub.client.operations.followUp(request)
  expect(asked.parts.map(part => part.followUps)).toEqual([0, 1, 1])
  await expect(hub.client.operations.followUp({ ...request, body: 'other words' })).rejects.toThrow('something else')
  const again = await shortIdFor(bea, 'vote', short => short !== first)
  await bea.comms('done', again, 'no')

  expect((await show(id)).parts.find(part => part.name === 'bea')).toMatchObject({ answer: 'no', isLate: true })
})

it('survives a kill in the middle: nobody gets a task twice, and it ends in its time', async () => {
  const id = randomUUID()
  const start = { id, name: 'crash', roles: [worker('ada', 'bea', 'cyd')], timeoutSeconds: 8 }
  const started = hub.client.operations.begin(start).catch(() => undefined)
  await hub.kill9()
  await started
  await hub.restart()

  await hub.client.operations.begin(start)
  for (const puppet of [ada, bea, cyd]) await puppet.comms('done', await shortIdFor(puppet, 'crash'), 'here')

  expect((await show(id)).state).toBe('gathered')
  for (const puppet of [ada, bea, cyd]) {
    expect(puppet.log().submits.filter(text => text.includes('[operation "crash"'))).toHaveLength(1)
  }
})

it('is called off: what was not typed is withdrawn, and no answer is awaited any more', async () => {
  const id = randomUUID()
  await hub.client.operations.begin({ id, name: 'stop', roles: [worker('ada')] })

  const ended = await hub.client.operations.cancel({ id })

  expect(ended).toMatchObject({ state: 'cancelled' })
  await expect(hub.client.operations.cancel({ id })).rejects.toMatchObject({ code: 'too_late' })
})

it.each([
  ['nobody by that name', { roles: [worker('nobody')] }, 'not_found'],
  ['two roles for one session', { roles: [worker('ada'), { ...worker('ada'), role: 'tester' }] }, 'conflict'],
  ['two coordinators', { roles: [{ ...worker('ada', 'bea'), role: 'coordinator' }, worker('cyd')] }, 'bad_request'],
  ['nobody who works', { roles: [{ ...worker('ada'), role: 'coordinator' }] }, 'bad_request'],
  ['a variable that is none', { roles: [{ ...worker('ada'), instruction: 'in {{town}}' }] }, 'bad_template'],
])('refuses %s and sends nothing', async (_, request, code) => {
  const id = randomUUID()

  await expect(hub.client.operations.begin({ id, name: 'bad', ...request })).rejects.toMatchObject({ code })
  await expect(show(id)).rejects.toMatchObject({ code: 'not_found' })
})

it('lets an agent steer what it started and read nobody’s answer in what it only works in', async () => {
  const id = randomUUID()
  const body = { id, name: 'ask around', roles: [worker('bea', 'cyd')] }
  const [started] = await ada.ask('agent.sock', [{ method: 'POST', path: '/v1/operations', body }])
  expect(started?.status).toBe(200)
  await bea.comms('done', await shortIdFor(bea, 'ask around'), 'secret of bea')

  const path = `/v1/operations/${id}`
  const [own] = await ada.ask('agent.sock', [{ path }])
  const [part] = await cyd.ask('agent.sock', [{ path }])
  const [cancelled] = await cyd.ask('agent.sock', [{ method: 'POST', path: `${path}/cancel`, body: {} }])

  expect(own?.text).toContain('secret of bea')
  expect(part?.text).not.toContain('secret of bea')
  expect(cancelled?.status).toBe(403)
})

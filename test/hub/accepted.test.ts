import { expect, test } from 'vitest'
import type { SendResult } from '#contract/message.ts'
import { uuidv7 } from '#contract/uuid.ts'
import { randomBytes } from 'node:crypto'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

const SENDERS = 8
const LIVES = 2

interface Said {
  readonly messageId: string
  readonly body: string
}

/** Eight people write without a pause until the hub is killed under them; what was answered, with its answer. */
async function writeUntilKilled(hub: TempHub, life: number): Promise<ReadonlyMap<Said, SendResult>> {
  const answered = new Map<Said, SendResult>()
  const write = async (sender: number): Promise<void> => {
    for (let n = 0; n < 10_000; n++) {
      const said = { messageId: uuidv7(Date.now(), randomBytes(10)), body: `${life}.${sender}.${n}` }
      answered.set(said, await hub.client.messages.send({ ...said, to: ['owner'] }))
      if (answered.size === 20 + life * 17) void hub.kill9()
    }
  }
  await Promise.allSettled(Array.from({ length: SENDERS }, (_, sender) => write(sender)))
  await hub.kill9()
  return answered
}

test('what was answered right before kill -9 is there afterwards, once, and the same request again says so [R1]', async () => {
  await using hub = await startTempHub()
  const answered = new Map<Said, SendResult>()
  for (let life = 0; life < LIVES; life++) {
    for (const [said, answer] of await writeUntilKilled(hub, life)) answered.set(said, answer)
    await hub.restart()
  }

  const { messages } = await hub.client.inbox.list({ all: 'true', limit: 1_000 })
  const { rows } = await hub.client.log.list({ filter: 'type:message.accepted', limit: 5_000 })
  const { rows: audit } = await hub.client.log.list({ kind: 'audit', filter: 'send', limit: 5_000 })
  const again = await Promise.all(
    [...answered.keys()].map(said => hub.client.messages.send({ ...said, to: ['owner'] })),
  )

  const bodies = messages.map(message => message.body)
  expect(answered.size).toBeGreaterThan(LIVES * 20)
  expect([...answered.keys()].filter(({ body }) => !bodies.includes(body))).toEqual([])
  expect(new Set(bodies).size).toBe(bodies.length)
  expect(rows).toHaveLength(messages.length)
  expect(audit).toHaveLength(messages.length)
  expect(again).toEqual([...answered.values()])
  expect(await hub.bugs()).toEqual([])
}, 60_000)

import { expect, test } from 'vitest'
import { Message } from '#contract/message.ts'
import { hashContent } from '#store/content-hash.ts'
import { findMessage, insertMessage } from '#store/messages.ts'
import { toMessage } from '#store/rows.ts'
import { sampleMessage, testStore, uuid } from './fixtures.ts'

test('a message comes back exactly as it was accepted', async () => {
  using given = testStore()
  const message = sampleMessage(1, {
    from: { kind: 'agent', name: 'web', address: 'tmux:default/%7' },
    body: 'zero \0 byte, "quotes", é, 😀\n',
    conversation: 'launch',
    replyTo: uuid(9),
    noReply: true,
    hops: 3,
    options: { lane: 'inbox', to: ['api'] },
  })

  await given.write(tx => insertMessage(tx, message))

  expect(findMessage(given.read, uuid(1))).toEqual({ ...message, sequence: 1 })
})

test('a stored message has the shape the contract promises', async () => {
  using given = testStore()
  await given.write(tx => insertMessage(tx, sampleMessage(1)))
  const row = findMessage(given.read, uuid(1))

  const message = row && toMessage(row)

  expect(Message.parse(message)).toEqual(message)
})

test('the same id with the same content is a repetition, with other content a conflict; neither writes', async () => {
  using given = testStore()
  await given.write(tx => insertMessage(tx, sampleMessage(1)))

  const [repeated, conflict] = await given.write(tx => [
    insertMessage(tx, sampleMessage(1)),
    insertMessage(tx, sampleMessage(1, { body: 'other', contentHash: 'other' })),
  ])

  expect(repeated).toMatchObject({ kind: 'repeated', message: { body: 'body 1' } })
  expect(conflict).toMatchObject({ kind: 'conflict', message: { body: 'body 1' } })
  expect(findMessage(given.read, uuid(1))?.body).toBe('body 1')
})

test('a message of the largest size is kept whole', async () => {
  using given = testStore()
  const body = '😀'.repeat(524_288 / 4)

  await given.write(tx => insertMessage(tx, sampleMessage(1, { body })))

  expect(findMessage(given.read, uuid(1))?.body).toBe(body)
})

test('a hash of content ignores the order of keys and nothing else', () => {
  const hash = hashContent({ body: 'hi', to: ['a', 'b'], lane: undefined })

  expect(hashContent({ to: ['a', 'b'], body: 'hi' })).toBe(hash)
  expect(hashContent({ to: ['b', 'a'], body: 'hi' })).not.toBe(hash)
  expect(hashContent({ to: ['a', 'b'], body: 'hi ' })).not.toBe(hash)
})

import { expect, it } from 'vitest'
import { createChannel, isChannelOpen, type Ring } from '#cli/mcp/channel.ts'
import type { HubEvent } from '#contract/events.ts'

it.each([
  ['claude --dangerously-load-development-channels server:comms', true],
  ['claude --dangerously-load-development-channels=server:comms -c', true],
  ['claude --channels plugin:mail@shop plugin:comms@claude-comms --model opus', true],
  ['claude --channels plugin:mail@shop,server:comms', true],
  ['claude', false],
  ['claude --channels plugin:mail@shop', false],
  ['claude --channels plugin:mail@shop --name server:comms', false],
  ['claude server:comms', false],
  ['claude --channels server:commsx', false],
])('finds out from a command line alone who listens: %s', (line, isOpen) => {
  expect(isChannelOpen(line.split(' '))).toBe(isOpen)
})

it('rings once for a task in the own mailbox, and for nothing else', () => {
  const rings: Ring[] = []
  const hear = createChannel(ring => rings.push(ring))
  const accepted = (id: string, kind: string, name = 'ada') =>
    ({ type: 'message.accepted', data: { id, kind, from: { name } } }) as HubEvent
  const changed = (messageId: string, address: string, lane = 'mailbox', state = 'queued') =>
    ({ type: 'delivery.changed', data: { messageId, to: { address }, lane, state } }) as HubEvent
  const own = 'tmux:default/%1'

  for (const event of [
    accepted('task', 'task', 'ada "><b>'),
    changed('task', 'tmux:default/%2'),
    changed('task', own),
    changed('task', own),
    accepted('note', 'note'),
    changed('note', own),
    accepted('typed', 'task'),
    changed('typed', own, 'terminal'),
    changed('typed', own, 'mailbox', 'confirmed'),
    changed('before we listened', own),
  ]) {
    hear(event, own)
  }

  expect(rings.map(({ meta }) => meta)).toEqual([{ from: 'ada____b_', message_id: 'task' }])
})

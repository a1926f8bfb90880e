import { describe, expect, it } from 'vitest'
import { Address } from '#contract/address.ts'
import { contract } from '#contract/contract.ts'
import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import { GroupName } from '#contract/group.ts'
import { SendRequest } from '#contract/message.ts'
import { CALLS } from '../support/contract-calls.ts'

const ID = '0198c0de-0000-7000-8000-000000000000'

describe('every call', () => {
  it('has an address of its own, and reads with GET or changes with POST', () => {
    const routes = CALLS.map(({ method, path }) => `${method} ${path}`)

    expect(new Set(routes).size).toBe(routes.length)
    expect(routes.filter(route => !/^(GET|POST) \/v1(\/[a-z]+|\/\{\w+\})+$/u.test(route))).toEqual([])
  })

  it('refuses a field it does not know, so that a misspelt one is never overlooked', () => {
    // What an agent program writes to its hook is not ours, and grows with its versions.
    for (const { name, input } of CALLS.filter(call => call.name !== 'hooks.report')) {
      const read = input?.safeParse({ surprise: 1 })
      const issues = JSON.stringify(read?.error?.issues ?? 'takes nothing')

      expect(issues, name).toMatch(/unrecognized_keys|takes nothing/)
    }
  })

  it('names in its input what stands in its path', () => {
    for (const { name, path, input } of CALLS) {
      const wanted = [...path.matchAll(/\{(\w+)\}/gu)].map(([, word]) => word ?? '')
      const issues = JSON.stringify(input?.safeParse({}).error?.issues ?? [])

      for (const word of wanted) expect(issues, name).toContain(`"${word}"`)
    }
  })

  it('answers with errors of the table, each with the status the table gives it', () => {
    const declared = Object.values(contract).flatMap(calls =>
      Object.values(calls).flatMap(call =>
        Object.entries(call['~orpc'].errorMap as Record<string, { status: number }>),
      ),
    )

    expect(declared.length).toBeGreaterThan(30)
    for (const [code, { status }] of declared) expect(ERRORS[code as keyof typeof ERRORS].status, code).toBe(status)
  })
})

it('lets agents do nothing that starts, ends, renames or configures', () => {
  const forAgents = CALLS.filter(({ power }) => power === 'agent').map(({ name }) => name)

  expect(
    forAgents.filter(name =>
      /^scripts\.|stop|start|close|focus|title|retry|save|remove|settings|log\.|web|demo/u.test(name),
    ),
  ).toEqual([])
})

it('gives each code of the table a status that is an error and an exit code that says it failed', () => {
  for (const [code, { status, exit }] of Object.entries(ERRORS)) {
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(exit, code).toBeGreaterThan(1)
    expect(exit, code).toBeLessThan(126)
  }
})

it('writes an error as code, message, hint and data, whatever it was made of', () => {
  const body = toErrorBody(new HubError('not_found', 'There is none', { cause: new Error('secret') }))

  expect(JSON.parse(JSON.stringify(body))).toEqual({
    error: { code: 'not_found', message: 'There is none', hint: '', data: {} },
  })
})

describe('a request to send', () => {
  it('needs an id, a target and a body, and leaves the rest to the hub', () => {
    expect(SendRequest.parse({ messageId: ID, to: ['api'], body: 'x' })).toMatchObject({
      kind: 'task',
      noReply: false,
      confirmed: false,
      asCommand: false,
    })
  })

  it.each([{ from: 'owner' }, { sender: {} }, { root: ID }, { hops: 0 }, { at: 'now' }, { conversation: 'x' }])(
    'cannot carry %j',
    extra => {
      expect(SendRequest.safeParse({ messageId: ID, to: ['api'], body: 'x', ...extra }).success).toBe(false)
    },
  )
})

it.each([
  ['tmux:default/%0', true],
  ['tmux:/tmp/my socket/%12', true],
  ['pty:mine', true],
  ['person:owner', true],
  ['person:somebody', false],
  ['tmux:default', false],
  ['tmux:/%1;rm', false],
  ['tmux:%1', false],
  ['pty:', false],
  ['pty:a b', false],
  ['', false],
  ['xtmux:default/%0', false],
])('reads %j as an address: %s', (text, isAddress) => {
  expect(Address.safeParse(text).success).toBe(isAddress)
})

it.each([
  ['team', true],
  ['a', true],
  ['9.of-us_all', true],
  ['Team', false],
  ['@team', false],
  ['-team', false],
  ['', false],
  ['x'.repeat(65), false],
  ['a b', false],
  ['a\n', false],
])('reads %j as the name of a group: %s', (text, isName) => {
  expect(GroupName.safeParse(text).success).toBe(isName)
})

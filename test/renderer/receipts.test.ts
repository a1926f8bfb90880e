import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { asCommand } from '../../src-renderer/features/receipts/as-command.ts'
import { canRetry, canStop, hasFailed, receiptCountWords } from '../../src-renderer/features/receipts/receipt-counts.ts'
import { DeliveryState } from '#contract/delivery.ts'

describe('a send as a command', () => {
  test.each([
    'plain words',
    `it's "quoted" and $HOME \`id\` $(id) \\ !! * ? # & ; | < >`,
    'two\nlines\n',
    '-starts with a dash',
    '',
    '– ünïcode 🙂 –',
  ])('a shell hands exactly the text on: %j', body => {
    const targets = ['tmux:/tmp/a b/%3', '@group', 'is:idle dir:~/src', "o'brien"]
    const command = asCommand(targets, body).replace(
      'comms',
      `"${process.execPath}" -p 'JSON.stringify(process.argv.slice(1))' --`,
    )
    const [verb, ...words] = JSON.parse(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })) as string[]
    expect(verb).toBe('send')
    expect(words).toEqual([...targets, '--', body])
  })

  test('what goes to all together says so, for how long it waits, and what happens then', () => {
    expect(asCommand(['@api'], 'now', { waitSeconds: 300, otherwise: 'send_ready' })).toBe(
      `comms send @api --together --within 300s --otherwise send-ready -- 'now'`,
    )
  })

  test('a lone dash, which means standard input there, is fed through it', () => {
    expect(asCommand(['api'], '-')).toBe('printf %s - | comms send api -- -')
  })
})

describe('the header of receipts', () => {
  test('says what there is, good news first', () => {
    expect(receiptCountWords(['failed', 'confirmed', 'held', 'confirmed'])).toBe('2 confirmed · 1 held · 1 failed')
    expect(receiptCountWords([])).toBe('')
  })

  test('counts every state there is', () => {
    for (const state of DeliveryState.options) expect(receiptCountWords([state])).toBe(`1 ${state}`)
  })
})

describe('what can be done with a receipt', () => {
  test('only what has not been typed can be stopped, and nothing that can be stopped can be sent again', () => {
    expect(DeliveryState.options.filter(canStop)).toEqual(['accepted', 'queued', 'held'])
    expect(DeliveryState.options.filter(state => canStop(state) && canRetry(state))).toEqual([])
  })

  test('what was skipped or withdrawn on purpose is not counted as failed', () => {
    expect(DeliveryState.options.filter(hasFailed)).toEqual(['failed', 'expired', 'uncertain'])
  })
})

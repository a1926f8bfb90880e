import { expect, it } from 'vitest'
import { DeliveryReason, DeliveryState } from '#contract/delivery.ts'
import { ERRORS } from '#contract/errors.ts'
import { Settings } from '#contract/settings.ts'
import { REASON_WORDS } from '#cli/words.ts'
import { codeRows, readPage, sectionOf } from './page.ts'

const receipts = readPage('docs/guide/delivery-and-receipts.md')
const configuration = readPage('docs/guide/configuration.md')
const troubleshooting = readPage('docs/guide/troubleshooting.md')

const names = (rows: readonly (readonly string[])[]) => rows.map(([name = '']) => name)

it('explains every state of a delivery, once', () => {
  const rows = codeRows(sectionOf(receipts, 'States'))

  expect(names(rows).toSorted()).toEqual([...DeliveryState.options].toSorted())
})

it('explains every reason of a delivery, once, and says what to do', () => {
  const rows = codeRows(sectionOf(receipts, 'Reasons'))

  expect(names(rows).toSorted()).toEqual([...DeliveryReason.options].toSorted())
  expect(rows.filter(([, meaning]) => meaning === '')).toEqual([])
})

it('sorts each reason under the word that its receipt begins with', () => {
  const section = sectionOf(receipts, 'Reasons')
  const groups = [...section.matchAll(/^\*\*(Held|Skipped|Failed|Uncertain)\*\*([^]*?)(?=^\*\*|(?![^]))/gm)]
  const words = { Held: 'holds', Skipped: 'skipped', Failed: 'failed', Uncertain: 'uncertain' }

  const misplaced = groups.flatMap(([, group, text = '']) =>
    names(codeRows(text)).filter(name => {
      const said = REASON_WORDS[DeliveryReason.parse(name)]
      // It is named with both: what it means before and after the write.
      return name !== 'terminal_error' && !said.startsWith(words[group as keyof typeof words])
    }),
  )

  expect(groups).toHaveLength(4)
  expect(misplaced).toEqual([])
})

it('lists every error code with its exit code, its status, and whether to try again', () => {
  const rows = codeRows(sectionOf(troubleshooting, 'Error codes'))
  const listed = rows.map(([code, exit, status, again]) => [code, exit, status, again])
  const known = Object.entries(ERRORS).map(([code, { exit, status, retryable }]) => {
    return [code, String(exit), String(status), retryable ? 'yes' : 'no']
  })

  expect(listed).toEqual(known)
})

it('lists every setting with its default', () => {
  const rows = codeRows(sectionOf(configuration, 'config.json'))
  const listed = Object.fromEntries(rows.map(([name, value = '']) => [name, JSON.parse(value.replaceAll('`', ''))]))

  expect(listed).toEqual(Settings.parse({}))
})

it('shows an example of the settings that the hub accepts', () => {
  const [example = ''] = /(?<=```json\n)[^`]+/.exec(configuration) ?? []

  expect(Settings.safeParse(JSON.parse(example)).error).toBeUndefined()
})

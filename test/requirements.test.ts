import { describe, expect, it } from 'vitest'
import { checkProofs } from './architecture/proofs.ts'
import { readSources } from './architecture/source-tree.ts'
import { listTestTitles } from './architecture/test-titles.ts'
import { notYet, requirements } from './requirements.ts'

/** This file plants claims of its own, so it is no witness. */
const titles = listTestTitles(readSources('test').filter(source => source.path !== 'test/requirements.test.ts'))

it('proves every promise, or says why not yet', () => {
  const { complaints, proved } = checkProofs(requirements, notYet, titles)

  console.info(`promises proved: ${proved.length} of ${requirements.length}`)
  for (const { id, reason } of notYet) console.info(`not yet: ${id} (${reason})`)
  expect(complaints).toEqual([])
  expect(titles.length).toBeGreaterThan(40)
})

describe('the check itself', () => {
  const promise = (proofs: readonly string[] = []) => [{ id: 'S1', promise: 'a promise', proofs }]
  const title = (text: string) => [{ file: 'test/a.test.ts', title: text }]
  const complaintsOf = (...input: Parameters<typeof checkProofs>) => checkProofs(...input).complaints

  it('finds a promise without a proof', () => {
    expect(complaintsOf(promise(), [], title('a test'))).toEqual(['S1 has no proof'])
  })

  it('takes a file, a title, or an id in a title for a proof', () => {
    expect(complaintsOf(promise(['test/a.test.ts']), [], title('a test'))).toEqual([])
    expect(complaintsOf(promise(['a test']), [], title('a test'))).toEqual([])
    expect(complaintsOf(promise(), [], title('a test [S1]'))).toEqual([])
  })

  it('finds a proof that is not there', () => {
    expect(complaintsOf(promise(['a tset']), [], title('a test'))).toEqual(['S1: no such test: a tset'])
  })

  it('finds a claim of something never promised', () => {
    expect(complaintsOf(promise(['a test']), [], [...title('a test'), ...title('more [S99]')])).toEqual([
      'test/a.test.ts: more [S99]: claims unknown S99',
    ])
  })

  it('makes the notYet list shrink', () => {
    const waiting = [{ id: 'S1', reason: 'later' }]

    expect(complaintsOf(promise(), waiting, [])).toEqual([])
    expect(complaintsOf(promise(), waiting, title('done [S1]'))).toEqual(['S1 is proved: take it off the notYet list'])
  })

  it('does not count a test that is switched off', () => {
    const text = `it.skip('off', f); it('on', f); it.each([1])('each', f); describe('group', () => { it.todo('later') })`

    expect(listTestTitles([{ path: 'test/a.test.ts', text }]).map(each => each.title)).toEqual(['on', 'each', 'group'])
  })
})

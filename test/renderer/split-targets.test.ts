import { expect, test } from 'vitest'
import { splitTargets } from '../../src-renderer/lib/split-targets.ts'

test.each([
  ['', []],
  [' , ,', []],
  ['api, @backend', ['api', '@backend']],
  ['is:idle group:api, owner', ['is:idle group:api', 'owner']],
  ['title:"a, b" is:idle, api', ['title:"a, b" is:idle', 'api']],
  [String.raw`title:"say \"a, b\"", api`, [String.raw`title:"say \"a, b\""`, 'api']],
  ['title:"unfinished, api', ['title:"unfinished', 'api']],
])('reads %j as %j', (text, targets) => {
  expect(splitTargets(text)).toEqual(targets)
})

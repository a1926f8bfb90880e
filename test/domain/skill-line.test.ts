import { describe, expect, it } from 'vitest'
import { readSkillLine } from '#domain/skill-line.ts'

describe('a line behind /comms', () => {
  it.each([
    ['', { verb: 'help' }],
    ['list', { verb: 'list' }],
    ['  status  ', { verb: 'status' }],
    ['send bob hi there', { verb: 'send', target: 'bob', text: 'hi there' }],
    ['send bob "hi there"', { verb: 'send', target: 'bob', text: 'hi there' }],
    [`send bob don't "quote" me`, { verb: 'send', target: 'bob', text: `don't "quote" me` }],
    ['ask "name with blanks" what is it?', { verb: 'ask', target: 'name with blanks', text: 'what is it?' }],
    ['broadcast @backend stop\nnow', { verb: 'broadcast', target: '@backend', text: 'stop\nnow' }],
    ['done 0a1b2c3d', { verb: 'done', id: '0a1b2c3d', text: '' }],
    ['read 0a1b2c3d', { verb: 'read', id: '0a1b2c3d' }],
  ])('%j is %j', (line, meant) => {
    expect(readSkillLine(line)).toEqual(meant)
  })

  it.each(['send', 'send bob', 'ask bob', 'broadcast bob hi', 'read', 'dance', 'send bob ""'])(
    '%j is told what it lacks',
    line => {
      expect(readSkillLine(line)).toMatchObject({ verb: 'wrong' })
    },
  )
})

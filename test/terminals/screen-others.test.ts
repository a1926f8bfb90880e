import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadProfiles } from '#terminals/profiles/load-profiles.ts'
import { readScreen } from '#terminals/screen/read-screen.ts'
import { readFixture } from '../fixtures/screens/read-fixture.ts'

const folder = fileURLToPath(new URL('../../resources/agents', import.meta.url))
const { profiles } = loadProfiles([folder])

/** Recorded with nothing behind the programs: no account, no network. Kind, screen, state, and what is in the composer. */
it.each([
  ['codex', 'idle', 'idle', 'empty'],
  ['codex', 'draft', 'idle', 'half a thought'],
  ['codex', 'working', 'working', 'empty'],
  ['gemini', 'idle', 'idle', 'empty'],
  ['gemini', 'draft', 'idle', 'half a thought'],
  ['gemini', 'working', 'working', 'empty'],
  ['opencode', 'idle', 'idle', 'empty'],
  ['opencode', 'draft', 'idle', 'half a thought'],
])('reads the real screen of %s: %s', (id, name, state, words) => {
  const [profile] = profiles.filter(each => each.id === id)
  const { screen, title } = readFixture(`${id}-${name}`)

  const reading = profile && readScreen(profile, screen, title)
  const composer = reading?.composer

  expect(reading?.state).toBe(state)
  expect(composer?.kind === 'text' ? composer.text : composer?.kind).toBe(words)
})

import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findTranscript } from '#claude/transcripts/find-transcript.ts'
import { createModeReader } from '#claude/transcripts/permission-mode.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'

function transcriptIn(config: string, project: string, text = ''): { id: string; file: string } {
  const id = randomUUID()
  const file = join(config, 'projects', project, `${id}.jsonl`)
  mkdirSync(join(config, 'projects', project), { recursive: true })
  writeFileSync(file, text)
  return { id, file }
}

it('finds the transcript by the folder it was started in, and by looking through all of them', () => {
  using config = makeTempFolder()
  const { id, file } = transcriptIn(config.path, '-home-anna-my-app-v2-1')

  expect(findTranscript(config.path, id, '/home/anna/my_app/v2.1')).toBe(file)
  expect(findTranscript(config.path, id, '/somewhere/else')).toBe(file)
  expect(findTranscript(config.path, id)).toBe(file)
})

it('finds nothing for a session without one, and never leaves the folder', () => {
  using config = makeTempFolder()
  mkdirSync(join(config.path, 'projects'))
  writeFileSync(join(config.path, 'secret.jsonl'), '')

  expect(findTranscript(config.path, randomUUID(), '/')).toBeUndefined()
  expect(findTranscript(config.path, '../secret')).toBeUndefined()
  expect(findTranscript(join(config.path, 'nowhere'), randomUUID())).toBeUndefined()
})

it('reads the permission mode mentioned last, again when the file grew', () => {
  using config = makeTempFolder()
  const { file } = transcriptIn(config.path, 'p', '{"permissionMode":"default"}\n{"permissionMode":"plan"}\n')
  const read = createModeReader()
  const before = read(file)

  writeFileSync(file, '{"permissionMode":"bypassPermissions"}\n', { flag: 'a' })

  expect([before, read(file), read(join(config.path, 'none'))]).toEqual([
    { mode: 'plan', at: 30 },
    { mode: 'bypassPermissions', at: 56 },
    null,
  ])
})

it('reads a mention that was half written before, and forgets those of a file that was written anew', () => {
  using config = makeTempFolder()
  const { file } = transcriptIn(config.path, 'p', '{"permissionMode":"default"}\n{"permissionMode":"acc')
  const read = createModeReader()
  const half = read(file)
  writeFileSync(file, 'eptEdits"}\n', { flag: 'a' })
  const whole = read(file)
  writeFileSync(file, '{}\n')

  expect([half?.mode, whole?.mode, read(file)]).toEqual(['default', 'acceptEdits', null])
})

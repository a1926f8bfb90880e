import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A record of a transcript, as Claude Code 2.1.329 writes it, with what a test says otherwise. */
export type Fields = Readonly<Record<string, unknown>>

export interface TranscriptWriter {
  /** A prompt, and what it answers to: the record before it. */
  prompt(text: string, more?: Fields): string
  answer(text: string, more?: Fields): string
  tool(name: string, input: unknown, result: string): string
  /** Any other line. */
  line(text: string): void
  /** Records follow this one from here on, as after going back to an earlier prompt. */
  goBackTo(id: string): void
  text(): string
}

/** Ids count upwards: `record-1`, `record-2`; so does the time, by a second. */
export function writeTranscript(): TranscriptWriter {
  const lines: string[] = []
  let count = 0
  let leaf: string | null = null

  function add(type: string, fields: Fields): string {
    count++
    const uuid = `record-${count}`
    const timestamp = new Date(Date.UTC(2026, 10, 20) + count * 1_000).toISOString()
    lines.push(
      JSON.stringify({ parentUuid: leaf, isSidechain: false, type, uuid, timestamp, cwd: '/work/api', ...fields }),
    )
    leaf = uuid
    return uuid
  }

  return {
    prompt: (text, more = {}) =>
      add('user', {
        message: { role: 'user', content: text },
        origin: { kind: 'human' },
        turnOrigin: 'human',
        ...more,
      }),
    answer: (text, more = {}) => add('assistant', { message: { content: [{ type: 'text', text }] }, ...more }),
    tool(name, input, result) {
      const call = add('assistant', { message: { content: [{ type: 'tool_use', id: 'x', name, input }] } })
      add('user', { message: { content: [{ type: 'tool_result', tool_use_id: 'x', content: result }] } })
      return call
    },
    line: text => void lines.push(text),
    goBackTo: id => void (leaf = id),
    text: () => lines.map(line => `${line}\n`).join(''),
  }
}

/** Puts a transcript where Claude Code would; returns its path. */
export function keepTranscript(folder: string, transcript: string, text: string, project = '-work-api'): string {
  const at = join(folder, 'projects', project)
  mkdirSync(at, { recursive: true })
  const path = join(at, `${transcript}.jsonl`)
  writeFileSync(path, text)
  return path
}

export const transcriptId = (number: number) => `0198c0de-0000-4000-8000-${String(number).padStart(12, '0')}`

import { stat } from 'node:fs/promises'
import type { Placed } from './chain.ts'
import { readLines } from './lines.ts'
import { readRecord } from './record.ts'
import { groupTurns, toSteps, toTurn } from './turns.ts'

/** Read from the end of a file first, in bytes; four times as much as long as too few turns are in it. */
const FIRST_LOOK = 1024 * 1024
/** Never more than this, in bytes, for one answer. */
const FARTHEST_LOOK = 64 * 1024 * 1024

interface Page {
  readonly limit: number
  /** Byte to stay before. */
  readonly before?: number | undefined
  readonly isFull: boolean
}

/** The newest turns that begin before a place, oldest first. */
export async function readNewestTurns(path: string, { limit, before = Infinity, isFull }: Page) {
  const end = Math.min((await stat(path)).size, before)
  for (let look = FIRST_LOOK; ; look *= 4) {
    const from = Math.max(0, end - look)
    const records = await readRecords(path, from, end)
    const turns = groupTurns(records)
    // One more than asked for: what begins the first turn may lie before the part that was read.
    if (turns.length <= limit && from > 0 && look < FARTHEST_LOOK) continue
    const kept = turns.slice(-limit)
    const hasMore = turns.length > kept.length || from > 0
    const next = hasMore ? (kept[0]?.at ?? from) : null
    return { turns: kept.map(turn => toTurn(turn, isFull)), next, cwd: records.at(-1)?.record.cwd ?? '' }
  }
}

/** The turn that holds the record `id`, or nothing when the conversation as it stands has none. */
export async function readTurn(path: string, id: string, isFull: boolean) {
  const { size } = await stat(path)
  for (let look = FIRST_LOOK; ; look *= 4) {
    const from = Math.max(0, size - look)
    const records = await readRecords(path, from, size)
    const turn = groupTurns(records).find(one => one.records.some(({ record }) => record.id === id))
    const cwd = records.at(-1)?.record.cwd ?? ''
    if (turn !== undefined) return { turn: toTurn(turn, isFull), steps: toSteps(turn, isFull), cwd }
    if (from === 0 || look >= FARTHEST_LOOK) return undefined
  }
}

async function readRecords(path: string, from: number, to: number): Promise<readonly Placed[]> {
  const records: Placed[] = []
  for await (const { at, text } of readLines(path, { from, to })) {
    const record = readRecord(text)
    if (record !== undefined) records.push({ at, record })
  }
  return records
}

import type { TranscriptStep, TranscriptTurn } from '#contract/transcript.ts'
import { currentChain, type Placed } from './chain.ts'
import { redactLines, redactWhole } from './redact.ts'

/** One turn as it lies in the file: the record it begins with, and those up to the next. */
export interface PlacedTurn {
  /** Where its first line starts, in bytes. */
  readonly at: number
  readonly records: readonly Placed[]
}

/** The turns of the conversation, oldest first. What stands before the first prompt belongs to none. */
export function groupTurns(records: readonly Placed[]): readonly PlacedTurn[] {
  const turns: { at: number; records: Placed[] }[] = []
  for (const placed of currentChain(records)) {
    if (placed.record.said.kind === 'prompt') turns.push({ at: placed.at, records: [placed] })
    else turns.at(-1)?.records.push(placed)
  }
  return turns
}

/** @param isFull with the lines that are usually left out */
export function toTurn({ records }: PlacedTurn, isFull: boolean): TranscriptTurn {
  const said = records.map(({ record }) => record.said)
  const prompt = said.find(one => one.kind === 'prompt')
  const answers = said.filter(one => one.kind === 'answer')
  const shown = isFull ? (text: string) => text : redactLines
  const [first, last] = [records[0]?.record, records.at(-1)?.record]
  return {
    turn: first?.id ?? '',
    at: first?.at ?? '',
    endedAt: last?.at ?? '',
    from: prompt?.from ?? 'program',
    sender: prompt?.sender ?? null,
    prompt: shown(prompt?.text ?? ''),
    answer: shown(
      answers
        .map(({ text }) => text)
        .filter(text => text !== '')
        .join('\n\n'),
    ),
    tools: answers.flatMap(({ tools }) => tools.map(({ name }) => name)),
  }
}

export function toSteps({ records }: PlacedTurn, isFull: boolean): readonly TranscriptStep[] {
  const lines = isFull ? (text: string) => text : redactLines
  const whole = isFull ? (text: string) => text : redactWhole
  return records.flatMap(({ record: { at, said } }): TranscriptStep[] => {
    if (said.kind === 'prompt') return [{ kind: 'prompt', at, tool: null, text: lines(said.text) }]
    if (said.kind === 'results') {
      return said.results.map(text => ({ kind: 'result', at, tool: null, text: whole(text) }))
    }
    if (said.kind === 'nothing') return []
    const text: TranscriptStep[] = said.text === '' ? [] : [{ kind: 'text', at, tool: null, text: lines(said.text) }]
    return [
      ...text,
      ...said.tools.map(({ name, input }) => ({ kind: 'tool' as const, at, tool: name, text: whole(input) })),
    ]
  })
}

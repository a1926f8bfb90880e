import { z } from 'zod'
import type { Outputs } from '#client/calls.ts'
import { cursor, session } from '../fields.ts'
import { cut, firstThatFit, pageOf } from '../pages.ts'
import { tool } from '../tool.ts'

const transcript = z.uuid().optional().describe('a transcript by id instead of a session')
const whose = { session: session.optional(), transcript }

type Turn = Outputs['transcripts']['read']['turns'][number]

export const transcriptRead = tool({
  name: 'comms_transcript_read',
  description: 'The newest turns of a Claude Code session: prompts and answers. Yours when none is named.',
  input: z.strictObject({ ...whose, limit: z.int().min(1).max(50).default(5), cursor }),
  readOnly: true,
  asksFor: 'session',
  async run({ calls }, { limit, cursor: before, ...named }) {
    const { source, turns, next } = await calls.transcripts.read({ ...nameOf(named), limit, ...placeOf(before) })
    if (turns.length === 0) return 'Nothing was said there yet.'
    const blocks = turns.map(blockOf)
    // From the end: what was said last matters most.
    const shown = firstThatFit(blocks.toReversed(), lengthOf).toReversed()
    const hidden = turns.length - shown.length
    const more = hidden > 0 ? `[${hidden} earlier turns did not fit: ask for fewer, or for one turn]` : ''
    const earlier = next === null ? '' : `[earlier: call again with cursor ${next}]`
    return [`transcript ${source.transcript} in ${source.cwd}`, more, ...shown.map(cut), earlier]
      .filter(Boolean)
      .join('\n\n')
  },
})

export const transcriptSearch = tool({
  name: 'comms_transcript_search',
  description: 'Search what was said in Claude Code sessions, all or one, newest first.',
  input: z.strictObject({
    query: z.string().min(1).max(500).describe('words that must all occur'),
    ...whose,
    regex: z.boolean().optional().describe('query is a pattern for one line'),
    context: z.int().min(0).max(20).optional().describe('lines around a match'),
    limit: z.int().min(1).max(100).optional(),
    cursor,
  }),
  readOnly: true,
  asksFor: 'session',
  async run({ calls }, { query, regex, context, limit, cursor: before, ...named }) {
    const { matches, next, complete } = await calls.transcripts.search({
      query,
      ...nameOf(named),
      regex: regex === true ? 'true' : 'false',
      ...(context !== undefined && { context }),
      ...(limit !== undefined && { limit }),
      ...(before !== undefined && { before }),
    })
    const found = matches.map(({ source, turn, at, role, excerpt }) => {
      return `${source.name ?? source.cwd} · ${role} · ${at} · transcript ${source.transcript} turn ${turn}\n${excerpt}`
    })
    const shown = firstThatFit(found, lengthOf)
    const left = found.length - shown.length
    const notes = [
      ...(left > 0 ? [`[${left} more did not fit: ask with a smaller limit]`] : []),
      ...(found.length === 0 ? ['Nothing found.'] : []),
      ...(complete ? [] : ['[the time was up before everything was searched]']),
      ...(next === null ? [] : [`[older: call again with cursor ${next}]`]),
    ]
    return [...shown.map(cut), ...notes].join('\n\n')
  },
})

export const transcriptTurn = tool({
  name: 'comms_transcript_turn',
  description: 'One turn step by step, with its tool calls.',
  input: z.strictObject({ turn: z.string().min(1).max(100), ...whose, cursor }),
  readOnly: true,
  asksFor: 'session',
  async run({ calls }, { turn, cursor: place, ...named }) {
    const { steps } = await calls.transcripts.turn({ turn, ...nameOf(named) })
    const blocks = steps.map(step =>
      step.kind === 'tool' ? `tool ${step.tool}: ${step.text}` : `${step.kind}: ${step.text}`,
    )
    return pageOf(blocks, place, '\n\n')
  },
})

interface Named {
  readonly session?: string | undefined
  readonly transcript?: string | undefined
}

function nameOf({ session: target, transcript: id }: Named) {
  return { ...(target !== undefined && { target }), ...(id !== undefined && { transcript: id }) }
}

function placeOf(before: string | undefined) {
  return /^\d{1,15}$/u.test(before ?? '') ? { before: Number(before) } : {}
}

function blockOf({ turn, at, from, sender, prompt, answer, tools }: Turn): string {
  const used = tools.length === 0 ? '' : `\n[${tools.length} tool calls: ${[...new Set(tools)].join(', ')}]`
  return `turn ${turn} at ${at} from ${sender ?? from}:\n${prompt}${used}\n--- answer:\n${answer}`
}

const lengthOf = ({ length }: string) => length

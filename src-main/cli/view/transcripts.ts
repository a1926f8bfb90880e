import type { Outputs } from '#client/calls.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'
import type { Paint } from './paint.ts'
import { plural } from './plural.ts'

type Page = Outputs['transcripts']['read']
type Turn = Page['turns'][number]
type Source = Page['source']

interface View {
  readonly paint: Paint
}

export function showPage({ source, turns }: Page, view: View): readonly string[] {
  return [...head(source, view), ...turns.flatMap(turn => ['', ...showSaid(turn, view)])]
}

export function showTurn({ source, turn, steps }: Outputs['transcripts']['turn'], view: View): readonly string[] {
  const { paint } = view
  const body = steps.flatMap(step => {
    if (step.kind === 'prompt') return asker(turn, view, step.text)
    if (step.kind === 'text') return printSafeLines(step.text)
    const name = step.kind === 'tool' ? `→ ${printSafe(step.tool ?? '')} ` : '← '
    return printSafeLines(step.text).map((line, place) => paint(place === 0 ? name + line : `  ${line}`, 'dim'))
  })
  return [...head(source, view), '', ...body]
}

export function showMatches({ matches }: Outputs['transcripts']['search'], { paint }: View): readonly string[] {
  return matches.flatMap(({ source, turn, at, role, excerpt }) => [
    paint(`${printSafe(source.name ?? source.cwd)} · ${role} · ${at}`, 'bold'),
    ...printSafeLines(excerpt).map(line => `  ${line}`),
    paint(`  comms transcript --transcript ${printSafe(source.transcript)} --turn ${printSafe(turn)}`, 'dim'),
    '',
  ])
}

function head({ name, cwd, transcript }: Source, { paint }: View): readonly string[] {
  return [paint([name ?? '', cwd, transcript].filter(Boolean).map(printSafe).join(' · '), 'dim')]
}

function showSaid(turn: Turn, view: View): readonly string[] {
  const tools = turn.tools.length === 0 ? [] : [view.paint(plural(turn.tools.length, 'tool call'), 'dim')]
  return [...asker(turn, view, turn.prompt), ...tools, ...printSafeLines(turn.answer)]
}

/** Who asked and when, the id to ask for this turn, and the words. */
function asker({ from, sender, at, turn }: Turn, { paint }: View, prompt: string): readonly string[] {
  const who = sender === null ? from : `${from} ${printSafe(sender)}`
  return [`${paint(`❯ ${who}`, 'cyan')} ${paint(`${at} · ${printSafe(turn)}`, 'dim')}`, ...printSafeLines(prompt), '']
}

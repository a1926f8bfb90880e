import { PatternProblem, readPattern, WORD, type CharacterSet, type PatternNode } from './filter-pattern-read.ts'

/** One step of a compiled pattern; the numbers are places in the program. */
type Step =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'assert'; readonly where: 'start' | 'end' | 'edge' | 'inside' }
  | { readonly kind: 'found' }

export type CompiledPattern = readonly Step[]

/** A pattern is never longer, in UTF-16 units. */
const MAX_PATTERN_LENGTH = 200
const MAX_STEPS = 1_000
/** Only the start of a text is searched, in UTF-16 units; together with the limits above this bounds the work. */
const SEARCHED_LENGTH = 4_096

/**
 * Compiles a pattern for `patternMatches`, or says in one line why it is not accepted.
 *
 * The engine is our own because a pattern comes from anybody who may list sessions, and the one built into JavaScript
 * backtracks: `.*.*.*x` alone can stop the hub. This one follows all ways through the pattern at once, so its work is
 * at most the length of the text times the length of the pattern.
 */
export function compilePattern(source: string): CompiledPattern | string {
  if (source === '') return 'a pattern cannot be empty'
  if (source.length > MAX_PATTERN_LENGTH) return `a pattern has at most ${MAX_PATTERN_LENGTH} characters`
  try {
    const program: Step[] = []
    emit(readPattern(source), program)
    push(program, { kind: 'found' })
    return program
  } catch (error) {
    if (error instanceof PatternProblem) return error.message
    throw error
  }
}

/** True when the pattern occurs anywhere in the text, whatever the case of the letters. */
export function patternMatches(program: CompiledPattern, text: string): boolean {
  const characters = Array.from(text.slice(0, SEARCHED_LENGTH), toCases)
  const visited = new Int32Array(program.length).fill(-1)
  let waiting: number[] = []
  for (let at = 0; at <= characters.length; at++) {
    const active: number[] = []
    const pending = [...waiting, 0]
    while (pending.length > 0) {
      const place = pending.pop() ?? 0
      if (visited[place] === at) continue
      visited[place] = at
      const step = program[place]
      if (step === undefined || step.kind === 'found') return true
      if (step.kind === 'set') active.push(place)
      else if (step.kind === 'fork') pending.push(...step.to)
      else if (holds(step.where, characters, at)) pending.push(place + 1)
    }
    const character = characters[at]
    if (character === undefined) return false
    waiting = active.filter(place => accepts(program[place], character)).map(place => place + 1)
  }
  return false
}

function emit(node: PatternNode, program: Step[]): void {
  if (node.kind === 'set') push(program, node)
  else if (node.kind === 'assert') push(program, node)
  else if (node.kind === 'all') for (const part of node.nodes) emit(part, program)
  else if (node.kind === 'either') emitEither(node.nodes, program)
  else emitRepeat(node, program)
}

function emitEither(nodes: readonly PatternNode[], program: Step[]): void {
  const starts: number[] = []
  const ends: number[] = []
  push(program, { kind: 'fork', to: starts })
  for (const node of nodes) {
    starts.push(program.length)
    emit(node, program)
    push(program, { kind: 'fork', to: ends })
  }
  // Each branch got its own list of ends by reference: they all lead to the same place.
  ends.push(program.length)
}

function emitRepeat({ node, min, max }: Extract<PatternNode, { kind: 'repeat' }>, program: Step[]): void {
  for (let count = 0; count < min; count++) emit(node, program)
  if (max === Infinity) {
    const loop = program.length
    const ways = [loop + 1]
    push(program, { kind: 'fork', to: ways })
    emit(node, program)
    push(program, { kind: 'fork', to: [loop] })
    ways.push(program.length)
    return
  }
  const exits: number[] = []
  for (let count = min; count < max; count++) {
    push(program, { kind: 'fork', to: [program.length + 1] })
    exits.push(program.length - 1)
    emit(node, program)
  }
  for (const exit of exits) program[exit] = { kind: 'fork', to: [exit + 1, program.length] }
}

function push(program: Step[], step: Step): void {
  if (program.length >= MAX_STEPS) throw new PatternProblem('the pattern repeats too much; use smaller counts')
  program.push(step)
}

type Cases = readonly number[]

/** The code point and its other case, where it has one. */
function toCases(character: string): Cases {
  const own = character.codePointAt(0) ?? 0
  const lower = character.toLowerCase().codePointAt(0) ?? own
  const upper = character.toUpperCase().codePointAt(0) ?? own
  return lower === upper ? [own] : [own, lower, upper]
}

function accepts(step: Step | undefined, cases: Cases): boolean {
  return step?.kind === 'set' && isIn(step.set.ranges, cases) !== step.set.negated
}

function isIn(ranges: CharacterSet['ranges'], cases: Cases): boolean {
  return ranges.some(([first, last]) => cases.some(codePoint => codePoint >= first && codePoint <= last))
}

function holds(where: 'start' | 'end' | 'edge' | 'inside', characters: readonly Cases[], at: number): boolean {
  if (where === 'start') return at === 0
  if (where === 'end') return at === characters.length
  const isEdge = isIn(WORD, characters[at - 1] ?? []) !== isIn(WORD, characters[at] ?? [])
  return isEdge === (where === 'edge')
}

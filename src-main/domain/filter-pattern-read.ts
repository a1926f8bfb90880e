/** A set of characters: ranges of code points, both ends included. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [first: number, last: number])[]
  readonly negated: boolean
}

export type PatternNode =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'assert'; readonly where: 'start' | 'end' | 'edge' | 'inside' }
  | { readonly kind: 'all'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number }

/** Pattern text that is not accepted; the message says what would be. */
export class PatternProblem extends Error {}

type Ranges = CharacterSet['ranges']
const DIGIT: Ranges = [[48, 57]]
export const WORD: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]
const BLANK: Ranges = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]
const CLASSES: Readonly<Record<string, Ranges>> = { d: DIGIT, w: WORD, s: BLANK }
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' }

/**
 * Reads the regular expressions a filter takes: characters, `.`, classes, groups, `|`, `* + ? {m,n}`, `^ $ \b \B` and
 * `\d \w \s`. Look-around, back references and a repeat inside a repeat are refused. Throws `PatternProblem`.
 */
export function readPattern(source: string): PatternNode {
  const reader = new PatternReader(source)
  const node = reader.either()
  if (!reader.ended) throw new PatternProblem('a ) has no (')
  return node
}

class PatternReader {
  readonly #characters: readonly string[]
  #at = 0

  constructor(source: string) {
    this.#characters = [...source]
  }

  get ended(): boolean {
    return this.#at >= this.#characters.length
  }

  either(): PatternNode {
    const nodes = [this.#all()]
    while (this.#take('|')) nodes.push(this.#all())
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'either', nodes }
  }

  #all(): PatternNode {
    const nodes: PatternNode[] = []
    while (!this.ended && this.#peek() !== '|' && this.#peek() !== ')') nodes.push(this.#repeated(this.#one()))
    return { kind: 'all', nodes }
  }

  #repeated(node: PatternNode): PatternNode {
    const bounds = this.#bounds()
    if (bounds === undefined) return node
    // A lazy quantifier finds the same lines as a greedy one.
    this.#take('?')
    if (node.kind === 'assert') throw new PatternProblem('there is nothing to repeat before a quantifier')
    if (bounds.max > 1 && repeats(node))
      throw new PatternProblem('a repeat inside a repeat, such as (a+)+, is not accepted')
    if (this.#bounds() !== undefined) throw new PatternProblem('there is nothing to repeat before a quantifier')
    return { kind: 'repeat', node, ...bounds }
  }

  #bounds(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity }
    if (this.#take('+')) return { min: 1, max: Infinity }
    if (this.#take('?')) return { min: 0, max: 1 }
    const [whole, least = '', comma, most] = /^\{(\d{1,3})(,)?(\d{1,3})?\}/.exec(this.#rest(9)) ?? []
    if (whole === undefined) return undefined
    this.#at += whole.length
    const min = Number(least)
    const max = most !== undefined ? Number(most) : comma === undefined ? min : Infinity
    if (max < min) throw new PatternProblem(`${whole} counts down`)
    return { min, max }
  }

  #one(): PatternNode {
    const character = this.#next()
    if (character === '(') return this.#group()
    if (character === '[') return { kind: 'set', set: this.#class() }
    if (character === '^') return { kind: 'assert', where: 'start' }
    if (character === '$') return { kind: 'assert', where: 'end' }
    if (character === '.')
      return {
        kind: 'set',
        set: {
          ranges: [
            [10, 10],
            [13, 13],
            [0x2028, 0x2029],
          ],
          negated: true,
        },
      }
    if (/^[*+?]$/.test(character)) throw new PatternProblem('there is nothing to repeat before a quantifier')
    if (character !== '\\') return { kind: 'set', set: { ranges: [single(character)], negated: false } }
    if (this.#take('b')) return { kind: 'assert', where: 'edge' }
    if (this.#take('B')) return { kind: 'assert', where: 'inside' }
    return { kind: 'set', set: this.#escape() }
  }

  #group(): PatternNode {
    if (this.#take('?') && !this.#take(':')) {
      throw new PatternProblem('of the groups with (? only (?: is accepted')
    }
    const node = this.either()
    if (!this.#take(')')) throw new PatternProblem('a ( is not closed')
    return node
  }

  #class(): CharacterSet {
    const negated = this.#take('^')
    const ranges: (readonly [number, number])[] = []
    while (!this.#take(']')) {
      if (this.ended) throw new PatternProblem('a [ is not closed')
      const first = this.#member()
      if (this.#peek() !== '-' || this.#peek(1) === ']' || this.#peek(1) === '') {
        ranges.push(...first)
        continue
      }
      this.#next()
      ranges.push(between(first, this.#member()))
    }
    return { ranges, negated }
  }

  #member(): Ranges {
    const character = this.#next()
    if (character !== '\\') return [single(character)]
    const { ranges, negated } = this.#escape()
    if (negated) throw new PatternProblem('\\D, \\W and \\S are not accepted inside [ ]')
    return ranges
  }

  #escape(): CharacterSet {
    if (this.ended) throw new PatternProblem('a \\ at the end stands before nothing')
    const character = this.#next()
    const ranges = CLASSES[character.toLowerCase()]
    if (ranges !== undefined) return { ranges, negated: character !== character.toLowerCase() }
    const control = CONTROLS[character]
    if (control !== undefined) return { ranges: [single(control)], negated: false }
    if (/^[\p{L}\p{N}]$/u.test(character)) throw new PatternProblem(`\\${character} is not accepted`)
    return { ranges: [single(character)], negated: false }
  }

  #peek(ahead = 0): string {
    return this.#characters[this.#at + ahead] ?? ''
  }

  #rest(length: number): string {
    return this.#characters.slice(this.#at, this.#at + length).join('')
  }

  #next(): string {
    const character = this.#peek()
    this.#at++
    return character
  }

  #take(character: string): boolean {
    if (this.ended || this.#peek() !== character) return false
    this.#at++
    return true
  }
}

function single(character: string): readonly [number, number] {
  const codePoint = character.codePointAt(0) ?? 0
  return [codePoint, codePoint]
}

function between(first: Ranges, last: Ranges): readonly [number, number] {
  const [low] = first[0] ?? [0]
  const [high] = last[0] ?? [0]
  const areSingle = [...first, ...last].every(([from, to]) => from === to)
  if (!areSingle || low > high) throw new PatternProblem('a range inside [ ] counts down or is not between characters')
  return [low, high]
}

function repeats(node: PatternNode): boolean {
  if (node.kind === 'repeat') return node.max > 1 || repeats(node.node)
  return (node.kind === 'all' || node.kind === 'either') && node.nodes.some(repeats)
}

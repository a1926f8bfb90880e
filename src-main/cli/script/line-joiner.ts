import type { Outputs } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'
import type { ScriptOutput } from './output-pages.ts'

type Results = Outputs['scripts']['results']['results']

/** Longest piece of a line that is kept until its end comes. */
const LONGEST = 4_096

/** Puts pieces of output together to whole lines, each with the name of its target in front where there are several. */
export class LineJoiner {
  readonly #open = new Map<string, string>()
  readonly #prefixes: readonly string[]

  constructor(results: Results) {
    const names = results.map(({ target }) => printSafe(target?.name ?? ''))
    this.#prefixes = results.length < 2 ? [] : names.map(name => `${name} | `)
  }

  take({ place, stream, text }: ScriptOutput): readonly string[] {
    const key = `${place} ${stream}`
    const lines = `${this.#open.get(key) ?? ''}${text}`.split('\n')
    const rest = lines.pop() ?? ''
    const isLong = rest.length > LONGEST
    this.#open.set(key, isLong ? '' : rest)
    return [...lines, ...(isLong ? [rest] : [])].map(line => this.#line(place, line))
  }

  /** Last lines without an end. */
  rest(): readonly string[] {
    return [...this.#open]
      .filter(([, line]) => line !== '')
      .map(([key, line]) => this.#line(Number.parseInt(key, 10), line))
  }

  #line(place: number, line: string): string {
    return (this.#prefixes[place] ?? '') + printSafe(line.replace(/\r$/, '').replaceAll('\t', '    '))
  }
}

import type { DeliveryState } from '#client/calls.ts'
import type { CommandContext } from '../context.ts'
import { hasReached, type ReceiptBook } from '../message-progress.ts'
import { countStates } from '../view/receipts.ts'

/** One line on standard error that a watching person sees change: `12 of 40 confirmed · 3 held`. */
export class ProgressLine {
  readonly #context: CommandContext
  readonly #wanted: DeliveryState
  #shown = ''

  constructor(context: CommandContext, wanted: DeliveryState) {
    this.#context = context
    this.#wanted = wanted
  }

  show(book: ReceiptBook): void {
    const all = book.all
    if (!this.#context.isWatched || all.length < 2) return
    const reached = all.filter(({ state }) => hasReached(state, this.#wanted))
    const rest = countStates(
      all.filter(each => !reached.includes(each)),
      text => text,
    )
    const line = `${reached.length} of ${all.length} ${this.#wanted}${rest === '' ? '' : ` · ${rest}`}`
    if (line === this.#shown) return
    this.#shown = line
    this.#context.output.rewrite(line)
  }

  clear(): void {
    if (this.#shown !== '') this.#context.output.rewrite('')
    this.#shown = ''
  }
}

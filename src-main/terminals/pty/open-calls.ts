import { HubError } from '#contract/errors.ts'
import type { HostAnswer } from './protocol.ts'

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/** Calls that were sent and not answered yet, by number. */
export class OpenCalls {
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  /** Sends a call under a number of its own; resolves with its answer, and fails with what it was refused with. */
  open(send: (number: number) => void): Promise<never> {
    const number = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject })
      send(number)
    })
  }

  /** An answer to a call that nobody waits for any more is nothing to anybody. */
  settle(answer: HostAnswer): void {
    const call = this.#take(answer.number)
    if (answer.kind === 'answer') call?.resolve(answer.value as never)
    else call?.reject(answer.kind === 'refusal' ? toHubError(answer) : toBug(answer.stack))
  }

  fail(number: number, error: HubError): void {
    this.#take(number)?.reject(error)
  }

  failAll(error: HubError): void {
    for (const number of [...this.#waiting.keys()]) this.fail(number, error)
  }

  #take(number: number): Waiting | undefined {
    const found = this.#waiting.get(number)
    this.#waiting.delete(number)
    return found
  }
}

function toHubError({ code, message, hint, data, cause }: Extract<HostAnswer, { kind: 'refusal' }>): HubError {
  return new HubError(code, message, { hint, data: { ...data }, ...(cause !== '' && { cause }) })
}

function toBug(stack: string): Error {
  return new Error(`the pty host failed: ${stack}`)
}

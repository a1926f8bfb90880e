import { StringDecoder } from 'node:string_decoder'

const PASTE_START = '\x1b[200~'
const PASTE_END = '\x1b[201~'
/** What follows the escape byte in a whole sequence. */
const SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|O.|[^[O])/su
/** How long a lone escape byte may wait for the rest of a sequence before it counts as the Escape key. */
const ESCAPE_WAIT_MS = 30

/**
 * Turns terminal input into keys: `{kind: 'text' | 'paste', text}`, `enter`, `newline`, `escape`, `backspace`,
 * `clear` and `end`. Sequences and characters that arrive in several reads are put together first.
 */
export class KeyReader {
  #decoder = new StringDecoder('utf8')
  #rest = ''
  #pasted = undefined
  #timer = undefined
  #take

  constructor(take) {
    this.#take = take
  }

  read(bytes) {
    clearTimeout(this.#timer)
    this.#rest += this.#decoder.write(bytes)
    while (this.#rest !== '' && this.#step());
    if (this.#rest === '\x1b' && this.#pasted === undefined) {
      this.#timer = setTimeout(() => {
        this.#rest = ''
        this.#take({ kind: 'escape' })
      }, ESCAPE_WAIT_MS)
    }
  }

  /** Takes one key off the front; false when the rest of it has not arrived yet. */
  #step() {
    if (this.#pasted !== undefined) return this.#continuePaste()
    if (this.#rest[0] === '\x1b') return this.#takeSequence()
    const text = /^\P{Cc}+/u.exec(this.#rest)?.[0]
    if (text !== undefined) {
      this.#rest = this.#rest.slice(text.length)
      this.#take({ kind: 'text', text })
      return true
    }
    const kind = CONTROLS[this.#rest[0]]
    this.#rest = this.#rest.slice(1)
    if (kind !== undefined) this.#take({ kind })
    return true
  }

  #takeSequence() {
    const tail = SEQUENCE.exec(this.#rest.slice(1))?.[0]
    if (tail === undefined) return false
    const sequence = `\x1b${tail}`
    this.#rest = this.#rest.slice(sequence.length)
    if (sequence === PASTE_START) this.#pasted = ''
    else if (sequence === '\x1b\r') this.#take({ kind: 'newline' })
    return true
  }

  #continuePaste() {
    const end = this.#rest.indexOf(PASTE_END)
    if (end === -1) {
      const kept = PASTE_END.length - 1
      this.#pasted += this.#rest.slice(0, -kept)
      this.#rest = this.#rest.slice(-kept)
      return false
    }
    const text = this.#pasted + this.#rest.slice(0, end)
    this.#pasted = undefined
    this.#rest = this.#rest.slice(end + PASTE_END.length)
    this.#take({ kind: 'paste', text: text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ') })
    return true
  }
}

const CONTROLS = {
  '\r': 'enter',
  '\n': 'newline',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x15': 'clear',
  '\x03': 'clear',
  '\x04': 'end',
}

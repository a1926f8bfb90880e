/** What a person has typed and not sent yet. A long paste is kept whole and shown as one label. */
export class Draft {
  /** Each piece is one character, or a collapsed paste: what is shown, and what it stands for. */
  #pieces = []
  #pastes = 0
  #collapseAbove

  /** Pastes of more characters than `collapseAbove` are shown as a label. */
  constructor(collapseAbove) {
    this.#collapseAbove = collapseAbove
  }

  type(text) {
    for (const character of text) this.#pieces.push({ shown: character, text: character })
  }

  paste(text) {
    if (text.length <= this.#collapseAbove) return this.type(text)
    const lines = text.split('\n').length - 1
    this.#pastes += 1
    this.#pieces.push({ shown: `[Pasted text #${this.#pastes}${lines > 0 ? ` +${lines} lines` : ''}]`, text })
  }

  backspace() {
    this.#pieces.pop()
  }

  clear() {
    this.#pieces = []
  }

  /** The draft as the composer shows it. */
  get shown() {
    return this.#pieces.map(piece => piece.shown).join('')
  }

  /** The draft as it would be submitted. */
  get text() {
    return this.#pieces.map(piece => piece.text).join('')
  }
}

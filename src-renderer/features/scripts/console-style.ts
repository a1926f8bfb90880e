/**
 * Stands in for the style elements of the terminal: the page's policy refuses rules that a program writes into one, and
 * allows constructed style sheets. `vite.config.ts` makes the terminal ask for this element.
 */
class ConsoleStyle extends HTMLElement {
  readonly #sheet = new CSSStyleSheet()

  override set textContent(css: string) {
    this.#sheet.replaceSync(css)
  }

  connectedCallback(): void {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet]
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== this.#sheet)
  }
}

if (customElements.get('comms-style') === undefined) customElements.define('comms-style', ConsoleStyle)

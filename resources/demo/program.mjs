import { Draft } from './draft.mjs'
import { KeyReader } from './keys.mjs'
import { drawScreen, Painter } from './ui.mjs'

/** Never kept longer: older entries have left the screen. */
const TRANSCRIPT_LIMIT = 500

/**
 * A sample agent in this terminal: a transcript, a composer, permission dialogs and a little work after each message.
 * Its answers never repeat what was said, so a message is on the screen as often as it was submitted.
 */
export class SampleAgent {
  #options
  #notice
  #draft
  #painter
  #state
  #closed = false
  #works = new Set()
  #paintTimer
  #lastTextAt = -Infinity
  #ignored = 0

  /**
   * `options`: name, greeting, draft, dialog, busyMs, startBusyMs, bracketed, alternate, deaf, burstMs, ignoreEnter,
   * collapse, slowEchoMs. `notice(kind, facts)` is told of every byte, Enter, submit, dialog, approval and exit.
   */
  constructor(options, notice = () => {}) {
    this.#options = options
    this.#notice = notice
    this.#draft = new Draft(options.collapse)
    this.#draft.type(options.draft)
    this.#state = { ...EMPTY, transcript: [options.greeting], draft: this.#draft.shown }
  }

  start() {
    const { alternate, bracketed, deaf, name } = this.#options
    // Raw before anything is drawn: whoever sees the composer may type into it.
    process.stdin.setRawMode(true)
    this.#painter = new Painter(process.stdout, [...(alternate ? [1049] : []), ...(bracketed ? [2004] : [])])
    process.stdout.write(`\x1b]0;${name}\x07`)
    const keys = new KeyReader(key => this.#take(key))
    if (deaf) setInterval(() => {}, 60_000)
    else
      process.stdin.on('data', bytes => {
        this.#notice('bytes', { hex: bytes.toString('hex') })
        keys.read(bytes)
      })
    process.stdin.on('end', () => this.close('end of input'))
    process.stdout.on('resize', () => {
      this.#painter.reset()
      this.#paint()
    })
    // After `fg` the terminal is as the shell had it; asked for what it believes to have, Node would do nothing.
    process.on('SIGCONT', () => {
      process.stdin.setRawMode(false)
      process.stdin.setRawMode(true)
      this.#painter.reset()
      this.#paint()
    })
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT']) process.on(signal, () => this.close(signal))
    this.#painter.reset()
    if (this.#options.dialog) this.openDialog()
    if (this.#options.startBusyMs > 0) this.#work(this.#options.startBusyMs, () => {})
    this.#paint()
  }

  /** Asks for permission in place of the composer, until somebody answers. */
  openDialog() {
    if (this.#state.dialog !== undefined || this.#closed) return
    this.#state.dialog = 'touch example.txt'
    this.#notice('dialog', {})
    this.#paint()
  }

  /** Takes the dialog away; `by` says who answered. */
  closeDialog(by) {
    if (this.#state.dialog === undefined) return
    this.#state.dialog = undefined
    this.#notice('cleared', { by })
    this.#paint()
  }

  /** All work is done now. */
  endWork() {
    for (const end of [...this.#works]) end()
  }

  get isInDialog() {
    return this.#state.dialog !== undefined
  }

  close(reason) {
    if (this.#closed) return
    this.#closed = true
    this.#notice('exit', { reason })
    process.stdin.setRawMode(false)
    this.#painter.close()
    process.exit(0)
  }

  #take(key) {
    if (key.kind === 'end') return this.close('Ctrl-D')
    if (this.isInDialog) return this.#answerDialog(key)
    if (key.kind === 'enter') return this.#enter()
    if (key.kind === 'text' || key.kind === 'paste' || key.kind === 'newline') return this.#write(key)
    if (key.kind === 'backspace') this.#draft.backspace()
    else if (key.kind === 'clear') this.#draft.clear()
    this.#paint()
  }

  #answerDialog(key) {
    const approves = key.kind === 'enter' || (key.kind === 'text' && key.text.startsWith('1'))
    const denies = key.kind === 'escape' || (key.kind === 'text' && key.text.startsWith('2'))
    if (approves) {
      this.#notice('approved', {})
      this.#say('● Ran the command.')
    }
    if (approves || denies) this.closeDialog('key')
  }

  #write(key) {
    if (this.#draft.text === '') this.#notice('first', {})
    this.#lastTextAt = performance.now()
    if (key.kind === 'paste') this.#draft.paste(key.text)
    else this.#draft.type(key.kind === 'newline' ? '\n' : key.text)
    this.#paint(this.#options.slowEchoMs)
  }

  #enter() {
    if (performance.now() - this.#lastTextAt < this.#options.burstMs) {
      this.#notice('enter', { taken: 'newline' })
      return this.#write({ kind: 'newline' })
    }
    if (this.#ignored < this.#options.ignoreEnter) {
      this.#ignored += 1
      return this.#notice('enter', { taken: 'ignored' })
    }
    const text = this.#draft.text
    if (text.trim() === '') return this.#notice('enter', { taken: 'empty' })
    this.#submit(text)
  }

  #submit(text) {
    this.#notice('enter', { taken: 'submit' })
    this.#notice('submit', { text })
    this.#ignored = 0
    this.#draft.clear()
    this.#say(`> ${text}`)
    const lines = text.split('\n').length
    this.#work(this.#options.busyMs, () =>
      this.#say(`● Done: ${text.length} characters in ${lines} ${lines === 1 ? 'line' : 'lines'}.`),
    )
    this.#paint()
  }

  /** Shows the spinner for `ms`, or until its work is ended; work that comes meanwhile only makes it last longer. */
  #work(ms, done) {
    this.#state.working = true
    const spin = setInterval(() => {
      this.#state.tick += 1
      this.#paint()
    }, 400)
    const end = () => {
      clearTimeout(timer)
      clearInterval(spin)
      this.#works.delete(end)
      this.#state.working = this.#works.size > 0
      done()
      if (!this.#state.working) this.#notice('idle', {})
      this.#paint()
    }
    const timer = setTimeout(end, ms)
    this.#works.add(end)
  }

  #say(entry) {
    this.#state.transcript = [...this.#state.transcript, '', entry].slice(-TRANSCRIPT_LIMIT)
  }

  #paint(delay = 0) {
    if (delay === 0 && this.#paintTimer === undefined) return this.#paintNow()
    // While an echo is being held back, nothing else may bring it to the screen early.
    this.#paintTimer ??= setTimeout(() => {
      this.#paintTimer = undefined
      this.#paintNow()
    }, delay)
  }

  #paintNow() {
    if (this.#closed || this.#painter === undefined) return
    this.#state.draft = this.#draft.shown
    const { columns = 80, rows = 24 } = process.stdout
    this.#painter.paint(drawScreen(this.#state, columns, rows))
  }
}

const EMPTY = {
  transcript: [],
  draft: '',
  dialog: undefined,
  working: false,
  tick: 0,
  placeholder: 'Say something to this agent',
  footer: '? for shortcuts',
}

/** What a sample agent does when no option says otherwise. Times in milliseconds. */
export const DEFAULTS = {
  name: 'demo',
  greeting: '',
  draft: '',
  dialog: false,
  busyMs: 600,
  startBusyMs: 0,
  bracketed: true,
  alternate: false,
  deaf: false,
  burstMs: 0,
  ignoreEnter: 0,
  collapse: Infinity,
  slowEchoMs: 0,
}

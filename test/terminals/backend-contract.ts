import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { TerminalBackend, TerminalChange } from '#domain/ports.ts'
import { createPauses } from '../platform/eventually.ts'

export interface ProgramOptions {
  readonly cwd?: string
  readonly columns?: number
  readonly rows?: number
}

/** A started back end with a way to start and end programs in it. Disposing ends all of it. */
export interface BackendUnderTest extends AsyncDisposable {
  readonly backend: TerminalBackend
  /** Resolves when the back end lists the new session. Default size: 100 columns, 30 rows. */
  startProgram(command: readonly string[], options?: ProgramOptions): Promise<Address>
  endProgram(address: Address): Promise<void>
}

/**
 * What a back end is proved not to do in place of doing it: `type` (it shows sessions and types nothing, with a reason),
 * `faint`, `cursor` and `alternate` (its terminal does not tell).
 */
export type Limit = 'type' | 'faint' | 'cursor' | 'alternate'

/** Every way a text has been seen to be taken for something else on its way to a terminal. */
export const HOSTILE_TEXTS: readonly string[] = [
  '-R',
  '-- -R',
  '-t %1',
  ';',
  'foo;',
  '; kill-server',
  ' ; display-message x ; ',
  'C-c',
  'Enter',
  '%1',
  '%if 1',
  '%end 1 2 3',
  '$(touch x)',
  '`touch x`',
  '$HOME ${HOME} $0',
  `it's "quoted" 'twice'`,
  '"',
  `'`,
  '\\',
  '\\n \\t \\e \\u1234 \\007 ends with \\',
  '#{pane_id} #{=5:x} #(touch x) #[fg=red] ##',
  '~ ~root ~/x',
  '{ } {a;b}',
  '  leading and trailing  ',
  '\u00a0nbsp\u00a0',
  'ünïcödé 日本語 עברית',
  '👩‍👩‍👧‍👦 🇩🇪 ✅ 𝒳',
  '#!/bin/sh # comment',
  '!ls',
  '/compact',
]

/** Reads in raw mode and appends every byte it gets to a file. Says READY once bytes are safe with it. */
const RECORDER = `
const { appendFileSync } = require('node:fs')
const [file, mode] = process.argv.slice(1)
appendFileSync(file, '')
process.stdin.setRawMode(true)
process.stdin.on('data', bytes => appendFileSync(file, bytes))
process.stdout.write((mode === 'bracketed' ? '\\u001b[?2004h' : '') + 'READY')
`

/** Prints its argument and stays. */
const PRINTER = `process.stdout.write(process.argv[1]); setInterval(() => {}, 1e6)`

/** Prints a dot for every line it reads. */
const TICKER = `process.stdin.on('data', () => process.stdout.write('.')); process.stdout.write('READY')`

export function recorder(file: string, mode: 'plain' | 'bracketed' = 'plain'): readonly string[] {
  return [process.execPath, '-e', RECORDER, file, mode]
}

export function printer(text: string): readonly string[] {
  return [process.execPath, '-e', PRINTER, text]
}

/** Waits for a claim to become true; fails with `what` after twenty seconds. */
export async function eventually<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 20_000
  const next = createPauses()
  for (;;) {
    const found = await find()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`)
    await next()
  }
}

/** Waits until the screen shows the text. */
export function shown(backend: TerminalBackend, address: Address, text: string): Promise<true> {
  return eventually(`the screen shows ${text}`, async () => {
    const { screen } = await backend.look(address)
    return screen.lines.some(line => line.includes(text)) ? true : undefined
  })
}

/** Waits until a file holds at least as many bytes as expected, and returns it. */
export async function recorded(file: string, expected: string): Promise<string> {
  const size = Buffer.byteLength(expected)
  const enough = async () => {
    const bytes = await readFile(file)
    return bytes.length >= size ? bytes : undefined
  }
  const bytes = await eventually(`${size} bytes arrive`, enough).catch(() => readFile(file))
  return bytes.toString('utf8')
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'no error'
  } catch (error) {
    return error instanceof HubError ? error.code : `not a HubError: ${String(error)}`
  }
}

/** Command lines of every process of the machine that can be read. */
async function commandLines(): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  return Promise.all(pids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
}

/** What every back end promises, run against a real one; what one cannot do, it must refuse or say. */
export function describeBackendContract(
  name: string,
  setUp: () => Promise<BackendUnderTest>,
  limits: readonly Limit[] = [],
): void {
  describe(`${name} keeps the promises of a terminal back end:`, () => {
    let it_: BackendUnderTest
    let backend: TerminalBackend
    let folder: string
    const changes: TerminalChange[] = []
    let files = 0

    beforeAll(async () => {
      folder = await realpath(await mkdtemp(join(tmpdir(), 'comms-contract-')))
      it_ = await setUp()
      backend = it_.backend
      backend.onChange(change => changes.push(change))
    })
    afterAll(async () => {
      await it_[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    })

    async function startRecorder(mode: 'plain' | 'bracketed' = 'plain') {
      const file = join(folder, `bytes-${files++}`)
      const address = await it_.startProgram(recorder(file, mode))
      await shown(backend, address, 'READY')
      return { address, file }
    }

    async function startPrinter(text: string, options?: ProgramOptions) {
      const address = await it_.startProgram(printer(text), options)
      return address
    }

    it('lists a session with the facts that make up its identity', async () => {
      const address = await startPrinter('here', { cwd: folder, columns: 90, rows: 25 })

      const found = await eventually('it is listed in its folder', () =>
        backend.list().find(terminal => terminal.address === address && terminal.cwd === folder),
      )

      expect(found).toMatchObject({ address, backend: backend.kind, size: { columns: 90, rows: 25 }, dead: false })
      expect(existsSync(found.tty)).toBe(true)
      expect(() => process.kill(found.rootPid, 0)).not.toThrow()
      expect(() => process.kill(found.server.pid, 0)).not.toThrow()
      expect(Math.abs(found.server.startedAt - Date.now())).toBeLessThan(10 * 60_000)
      expect(new Set(backend.list().map(terminal => terminal.suggestedName)).size).toBe(backend.list().length)
    })

    it('tells when a session appears and when it ends', async () => {
      const address = await startPrinter('short life')
      await eventually('it was announced', () =>
        changes.find(change => change.kind === 'appeared' && change.terminal.address === address),
      )

      await it_.endProgram(address)

      await eventually('its end was announced', () =>
        changes.find(change => change.kind === 'ended' && change.address === address),
      )
      expect(backend.list().map(terminal => terminal.address)).not.toContain(address)
      expect(await codeOf(backend.look(address))).toBe('not_found')
      expect(await codeOf(backend.type(address, 'x', { paste: false }))).toBe('not_found')
      expect(await codeOf(backend.press(address, 'Enter'))).toBe('not_found')
    })

    function describeSeeing(): void {
      it('types and presses nothing, and says that it did not', async () => {
        const { address, file } = await startRecorder()

        const codes = [
          await codeOf(backend.type(address, 'harm', { paste: false })),
          await codeOf(backend.type(address, 'harm\nharm', { paste: true, bracketed: true })),
          await codeOf(backend.press(address, 'Enter')),
        ]

        expect(codes).toEqual(['terminal', 'terminal', 'terminal'])
        expect(backend.list().find(terminal => terminal.address === address)?.seeOnly).toMatch(/\w/)
        await backend.barrier(address)
        expect(await readFile(file, 'utf8')).toBe('')
      })
    }

    function describeTyping(): void {
      it('tells when a program writes, and its activity differs afterwards', async () => {
        const address = await it_.startProgram([process.execPath, '-e', TICKER])
        await shown(backend, address, 'READY')
        await new Promise(resolve => setTimeout(resolve, 300))
        const before = (await backend.look(address)).terminal
        const seen = changes.length

        await backend.press(address, 'Enter')

        await eventually('output was announced', () =>
          changes.slice(seen).find(change => change.kind === 'output' && change.address === address),
        )
        const after = (await backend.look(address)).terminal
        expect(after.activity).not.toBe(before.activity)
        expect(Math.abs(after.activityAt - Date.now())).toBeLessThan(5_000 + after.activityGrainMs)
      })

      it('types every hostile text byte for byte, and Enter as a key of its own', async () => {
        const { address, file } = await startRecorder()

        for (const text of HOSTILE_TEXTS) {
          await backend.type(address, text, { paste: false })
          await backend.press(address, 'Enter')
        }
        await backend.barrier(address)

        const expected = HOSTILE_TEXTS.map(text => `${text}\r`).join('')
        expect(await recorded(file, expected)).toBe(expected)
      })

      it('pastes many lines inside paste marks when the program asked for them', async () => {
        const { address, file } = await startRecorder('bracketed')
        const text = `first line\n\n  second; #{pane_id} $HOME\nthird \\ "it's"\n`

        await backend.type(address, text, { paste: true, bracketed: true })

        const expected = `\u001b[200~${text}\u001b[201~`
        expect(await recorded(file, expected)).toBe(expected)
      })

      it('types plain text without paste marks even when the program asked for them', async () => {
        const { address, file } = await startRecorder('bracketed')

        await backend.type(address, '/compact', { paste: false })
        await backend.press(address, 'C-m')

        expect(await recorded(file, '/compact\r')).toBe('/compact\r')
      })

      it('delivers 64 KiB in one piece', async () => {
        const { address, file } = await startRecorder('bracketed')
        const text = `${'0123456789 äö€ 𝒳 '.repeat(3_000)}`.slice(0, 50_000)

        await backend.type(address, text, { paste: true, bracketed: true })
        await backend.barrier(address)

        const expected = `\u001b[200~${text}\u001b[201~`
        expect(Buffer.byteLength(expected)).toBeGreaterThan(64 * 1024)
        expect((await recorded(file, expected)) === expected).toBe(true)
      })

      it('does not mix texts that are typed into several sessions at once', async () => {
        const targets = await Promise.all([startRecorder(), startRecorder(), startRecorder()])

        await Promise.all(
          targets.map(async ({ address }, index) => {
            await backend.type(address, `text for ${index} `.repeat(200), { paste: false })
            await backend.press(address, 'C-j')
          }),
        )

        for (const [index, { file }] of targets.entries()) {
          const expected = `${`text for ${index} `.repeat(200)}\n`
          expect(await recorded(file, expected)).toBe(expected)
        }
      })

      it('refuses control characters, and newlines outside a paste, and types nothing', async () => {
        const { address, file } = await startRecorder()
        const refused = ['\u001b[201~', 'a\rb', '\u0000', 'tab\there', '\u007f', '\u009b201~', 'two\nlines', '\ud800']

        const codes: string[] = []
        for (const text of refused) codes.push(await codeOf(backend.type(address, text, { paste: false })))
        codes.push(await codeOf(backend.type(address, 'paste \u001b[201~', { paste: true })))

        expect(codes.filter(code => code === 'no error')).toEqual([])
        await backend.type(address, 'good', { paste: false })
        expect(await recorded(file, 'good')).toBe('good')
      })

      it('keeps the text out of every command line', async () => {
        if (!existsSync('/proc/self/cmdline')) return
        const { address } = await startRecorder()
        const secret = `secret${Math.random().toString(36).slice(2)}`

        const typing = (async () => {
          for (let index = 0; index < 20; index++) await backend.type(address, secret, { paste: false })
        })()
        const seen: string[] = []
        for (let index = 0; index < 10; index++) seen.push(...(await commandLines()))
        await typing

        expect(seen.length).toBeGreaterThan(10)
        expect(seen.filter(line => line.includes(secret))).toEqual([])
      })
    }

    const describeHands = limits.includes('type') ? describeSeeing : describeTyping
    describeHands()

    it('reads the screen row by row, without colours, with faint text blanked at the same index', async () => {
      const text =
        '\u001b[31mred\u001b[0m 日本 ok\r\n\r\n\u001b[1m❯\u001b[0m\u00a0draft \u001b[2mfaint hint\u001b[22m end  \r\n' +
        '\u001b[2m日本\u001b[0mx\u001b[4;7H'
      const address = await startPrinter(text, { columns: 60, rows: 12 })
      await shown(backend, address, 'end')

      const { screen, terminal } = await backend.look(address)

      expect(terminal.address).toBe(address)
      expect(screen.lines).toHaveLength(12)
      expect(screen.lines.slice(0, 4)).toEqual(['red 日本 ok', '', '❯\u00a0draft faint hint end', '日本x'])
      expect(screen.bright).toHaveLength(12)
      const faintless = ['red 日本 ok', '', '❯\u00a0draft            end', '  x']
      expect(screen.bright.slice(0, 4)).toEqual(limits.includes('faint') ? screen.lines.slice(0, 4) : faintless)
      expect(screen.lines.slice(4).every(line => line === '')).toBe(true)
      expect(screen.cursor).toEqual(limits.includes('cursor') ? { column: 0, row: -1 } : { column: 6, row: 3 })
      expect(screen.alternate).toBe(false)
    })

    it('knows a program that took the alternate screen', async () => {
      const address = await startPrinter('\u001b[?1049h\u001b[2J\u001b[Hfull screen')
      await shown(backend, address, 'full screen')

      const { screen } = await backend.look(address)

      expect(screen.alternate).toBe(!limits.includes('alternate'))
      expect(screen.lines[0]).toBe('full screen')
    })

    it('sets a title exactly, whatever it holds', async () => {
      const address = await startPrinter('titled')
      const title = `-n x | %0 | #{pid} $(x) "it's" ; é 日本 \\`

      await backend.setTitle(address, title)

      await eventually('the title is listed', () =>
        backend.list().find(terminal => terminal.address === address && terminal.title === title),
      )
    })

    it('answers not_found for an address that was never there', async () => {
      const known = backend.list()[0]?.address ?? ''
      const address = known.startsWith('tmux:') ? known.replace(/%\d+$/, '%999999') : `${backend.kind}:never-there`

      const codes = await Promise.all([
        codeOf(backend.look(address)),
        codeOf(backend.type(address, 'x', { paste: false })),
        codeOf(backend.press(address, 'Enter')),
        codeOf(backend.barrier(address)),
        codeOf(backend.setTitle(address, 'x')),
        codeOf(backend.focus(address)),
      ])

      expect(new Set(codes)).toEqual(new Set(['not_found']))
    })
  })
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSystemClock } from '#platform/clock.ts'
import { titleCommand } from '#terminals/tmux/commands.ts'
import { ControlClient } from '#terminals/tmux/control-client.ts'
import { command, escapeFormat, quoteArgument } from '#terminals/tmux/quote.ts'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'
import { HOSTILE_TEXTS } from './backend-contract.ts'

/** Made of what tmux could take for its own language, and of anything else that can be part of a command. */
const Text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('\'"\\$#{}[](),;~%-=:!?* @abn0é日👩\n')) }),
  fc.string({ unit: 'binary' }).map(text => text.replaceAll('\0', '').toWellFormed()),
  fc.constantFrom(...HOSTILE_TEXTS),
)

describe('quoting for tmux', () => {
  let server: TmuxServer
  let client: ControlClient

  beforeAll(async () => {
    server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    const clock = createSystemClock()
    client = new ControlClient({ tmux: 'tmux', socket: server.socket, session: '$0', clock, onNotice: () => undefined })
    await client.attached
  })
  afterAll(async () => {
    await client[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  /** `show-buffer` would escape; a saved buffer is what a paste would type. */
  async function bufferBytes(name: string): Promise<string> {
    const file = join(server.folder, name)
    await client.run(command('save-buffer', '-b', name, file))
    return await readFile(file, 'utf8')
  }

  it('carries any text through the command parser of a real tmux unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(Text, async text => {
        fc.pre(text !== '')
        await client.run(command('set-buffer', '-b', 'quoted', '--', text))

        expect(await bufferBytes('quoted')).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  it('carries any text as one command inside another', async () => {
    await fc.assert(
      fc.asyncProperty(Text, async text => {
        fc.pre(text !== '')
        await client.run(command('if-shell', '-F', '1', command('set-buffer', '-b', 'nested', '--', text)))

        expect(await bufferBytes('nested')).toBe(text)
      }),
      { numRuns: 100 },
    )
  })

  it('sets any title exactly, with nothing in it expanded', async () => {
    const Title = fc.string({ unit: fc.constantFrom(...Array.from('#{}[](),%HMpid$\\\'";:= é')) })
    await fc.assert(
      fc.asyncProperty(Title, async title => {
        await client.run(titleCommand('%0', title))

        const [shown] = await client.run(`display-message -p -t %0 '#{pane_title}'`)

        expect(shown?.lines).toEqual([title])
      }),
      { numRuns: 200 },
    )
  })

  it('writes the empty text as an argument, and refuses what no command can carry', () => {
    expect(quoteArgument('')).toBe(`''`)
    expect(() => quoteArgument('a\0b')).toThrow('NUL')
    expect(escapeFormat('a # b ## #[x] ##[y] #{z}')).toBe('a ## b #### #[x] ##[y] ##{z}')
  })

  it('refuses to run anything but exactly one line', () => {
    expect(() => client.run('')).toThrow('one line')
    expect(() => client.run('list-panes\nkill-server')).toThrow('one line')
  })
})

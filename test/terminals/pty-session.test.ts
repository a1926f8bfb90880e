import { createHash } from 'node:crypto'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, recorder, recorded, shown } from './backend-contract.ts'
import { createPty, ENVIRONMENT, failure, isRunning, launch, type PtyUnderTest } from './pty-support.ts'

describe('a session of our own', () => {
  let pty: PtyUnderTest
  let folder: string
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'comms-pty-')))
    pty = createPty()
  })
  afterAll(async () => {
    await pty[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  async function textOf(address: string): Promise<string> {
    return (await pty.backend.look(address)).screen.lines.join('\n')
  }

  it('gives its program the environment of the request and nothing of the hub', async () => {
    const environment = { ...ENVIRONMENT, GIVEN: 'a value with = and "quotes"', TERM: 'dumb' }
    const address = await pty.sh('env; echo END; sleep 60', { environment, cwd: folder })
    await shown(pty.backend, address, 'END')

    const seen = (await textOf(address)).split('\n').filter(line => line.includes('=') && !line.startsWith('_='))

    const expected = { ...environment, TERM: 'xterm-256color', PWD: folder }
    expect(new Set(seen)).toEqual(new Set(Object.entries(expected).map(([name, value]) => `${name}=${value}`)))
  })

  it('gives its program no open file but its terminal, so that no session can reach another', async () => {
    await pty.sh('sleep 60')
    const address = await pty.sh('ls -l /proc/self/fd | sed "s/.* -> //"; echo END; sleep 60')
    await shown(pty.backend, address, 'END')

    const files = (await textOf(address)).split('\n').filter(line => line.startsWith('/') || line.includes(':['))

    const tty = pty.backend.list().find(terminal => terminal.address === address)?.tty ?? ''
    // `ls` itself writes to a pipe and reads the folder.
    expect(files.filter(file => file !== tty && !/^\/proc\/|^pipe:/.test(file))).toEqual([])
  })

  it('gives back the 256 byte values as text without control characters', async () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
    const address = await pty.sh(`stty raw -echo; printf '${bytes}'; printf '\\030\\033[1;1HEND'; sleep 60`)
    await shown(pty.backend, address, 'END')

    const { screen } = await pty.backend.look(address)

    expect([...screen.lines, ...screen.bright].filter(line => /\p{Cc}/u.test(line))).toEqual([])
  })

  it('writes a paste of 64 KiB in one piece to a program that reads slowly', async () => {
    const text = 'line of text ä 日\n'.repeat(4_000).slice(0, 56_000)
    const whole = `\u001b[200~${text}\u001b[201~`
    const size = Buffer.byteLength(whole)
    expect(size).toBeGreaterThan(64 * 1024)
    const address = await pty.sh(
      `stty raw -echo; printf '\\033[?2004hREADY'; sleep 0.5; head -c ${size} | sha256sum; sleep 60`,
    )
    await shown(pty.backend, address, 'READY')

    await pty.backend.type(address, text, { paste: true })
    await pty.backend.barrier(address)

    await shown(pty.backend, address, createHash('sha256').update(whole).digest('hex'))
  })

  it('refuses many lines while the program takes no pastes, and pastes one line as it is', async () => {
    const file = join(folder, 'no-paste')
    const address = await pty.backend.spawn(launch(recorder(file)))
    await shown(pty.backend, address, 'READY')

    const refused = await failure(pty.backend.type(address, 'two\nlines', { paste: true }))
    await pty.backend.type(address, 'one line', { paste: true })

    expect(refused.code).toBe('terminal')
    expect(await recorded(file, 'one line')).toBe('one line')
  })

  it('proves the paste mode by what the program last asked for', async () => {
    const address = await pty.sh(`printf '\\033[?2004hON'; read line; printf '\\033[?2004lOFF'; sleep 60`)
    await shown(pty.backend, address, 'ON')
    const on = (await pty.backend.look(address)).terminal.bracketedPaste

    await pty.backend.press(address, 'Enter')
    await shown(pty.backend, address, 'OFF')

    expect([on, (await pty.backend.look(address)).terminal.bracketedPaste]).toEqual([true, false])
  })

  it('types and presses nothing when something was drawn since the look it rests on', async () => {
    const address = await pty.sh('echo READY; cat')
    await shown(pty.backend, address, 'READY')
    const before = (await pty.backend.look(address)).terminal.activity
    await pty.backend.type(address, 'drawn', { paste: false })
    await shown(pty.backend, address, 'drawn')

    const late = await failure(pty.backend.press(address, 'Enter', before))
    const lateText = await failure(pty.backend.type(address, ' more', { paste: false, activity: before }))
    const { screen, terminal } = await pty.backend.look(address)
    await pty.backend.press(address, 'Enter', terminal.activity)

    expect(late).toMatchObject({ code: 'terminal', data: { pressed: false, moved: true } })
    expect(lateText).toMatchObject({ code: 'terminal', data: { written: false, moved: true } })
    expect(screen.lines.filter(line => line !== '')).toEqual(['READY', 'drawn'])
  })

  it('does not wait for ever for a program that never reads', async () => {
    const address = await pty.sh('stty raw -echo; echo READY; sleep 60')
    await shown(pty.backend, address, 'READY')

    const typed = Array.from({ length: 20 }, () => pty.backend.type(address, 'x'.repeat(100_000), { paste: false }))
    const outcomes = await Promise.allSettled(typed)

    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(refused.length).toBeGreaterThan(5)
    expect(refused[0]?.reason).toMatchObject({ code: 'terminal' })
    const barrier = failure(pty.backend.barrier(address))
    await pty.backend.close(address)
    expect((await barrier).code).toBe('not_found')
  })

  it('answers where the cursor is, and puts no text of a program on its own input line', async () => {
    const file = join(folder, 'replies')
    // Cursor position, kind of terminal, mode; then title, title by DECRQSS, clipboard, colour, window size in text.
    const asked = String.raw`\033]2;rm -rf x\007\033[6n\033[c\033[?2004$p\033[21t\033P$qm\033\\\033]52;c;?\007\033]10;?\007`
    const address = await pty.sh(`stty raw -echo; printf '\\033[3;5H${asked}READY'; exec cat > ${file}`)
    await shown(pty.backend, address, 'READY')

    await pty.backend.type(address, 'end', { paste: false })

    const answers = '\u001b[3;5R\u001b[?1;2c\u001b[?2004;2$y'
    expect(await recorded(file, `${answers}end`)).toBe(`${answers}end`)
  })

  it('shows the title of the program, without control characters, until the owner gives one', async () => {
    const address = await pty.sh(`printf '\\033]2;from \\001 the program\\007'; echo SET; sleep 60`)
    const title = () => pty.backend.list().find(terminal => terminal.address === address)?.title
    await eventually('its title', () => (title() === 'from  the program' ? true : undefined))

    await pty.backend.setTitle(address, 'the \u001bowner')
    const owned = title()
    await pty.backend.setTitle(address, '')

    expect([owned, title()]).toEqual(['the owner', 'from  the program'])
  })

  it('reads whole frames, but waits for no frame for ever', async () => {
    const address = await pty.sh(`printf '\\033[?2026hHALF'; read line; printf ' WHOLE\\033[?2026l'; sleep 60`)
    await shown(pty.backend, address, 'HALF')

    const looking = pty.backend.look(address)
    await pty.backend.press(address, 'Enter')

    expect((await looking).screen.lines.join(' ')).toContain('WHOLE')
  })

  it('follows a new size, and tells it to the program', async () => {
    const address = await pty.sh(`trap 'stty size' WINCH; echo READY; while :; do sleep 0.05; done`)
    await shown(pty.backend, address, 'READY')

    await pty.backend.resize(address, 132, 43)

    await shown(pty.backend, address, '43 132')
    const { terminal, screen } = await pty.backend.look(address)
    expect([terminal.size, screen.lines.length]).toEqual([{ columns: 132, rows: 43 }, 43])
    expect((await failure(pty.backend.resize(address, 0, 43))).code).toBe('bad_request')
  })

  it('names sessions after what was asked, else their program, each differently', async () => {
    const addresses = await Promise.all([
      pty.backend.spawn({ ...launch(['/bin/sleep', '60']), name: 'worker\u0007' }),
      pty.backend.spawn({ ...launch(['/bin/sleep', '60']), name: 'worker' }),
      pty.backend.spawn(launch(['/bin/sleep', '60'])),
    ])

    const names = addresses.map(address => pty.backend.list().find(found => found.address === address)?.suggestedName)

    expect(new Set(names.slice(0, 2))).toEqual(new Set(['worker', 'worker-2']))
    expect(names[2]).toMatch(/^sleep(-\d+)?$/)
  })

  it('refuses what can not run before it wakes anything', async () => {
    const asleep = createPty()
    const requests = [
      launch([]),
      launch(['']),
      launch(['no-such-program-here']),
      launch(['/etc/passwd']),
      launch(['sh', 'nul\0']),
      launch(['sh', 'x'.repeat(200_000)]),
      { ...launch(['sh']), cwd: '/no/such/folder' },
      { ...launch(['sh']), cwd: 'relative' },
      { ...launch(['sh']), columns: 1e9 },
      { ...launch(['sh']), environment: { 'A=B': 'x' } },
    ]

    const codes = await Promise.all(requests.map(async request => (await failure(asleep.backend.spawn(request))).code))

    expect(codes).toEqual([
      'bad_request',
      'bad_request',
      'terminal',
      'terminal',
      'bad_request',
      'bad_request',
      'terminal',
      'bad_request',
      'bad_request',
      'bad_request',
    ])
    expect(asleep.changes).toEqual([])
    await asleep[Symbol.asyncDispose]()
  })

  it('ends a program that ignores being hung up', async () => {
    const address = await pty.sh(`trap '' HUP TERM INT; echo READY; while :; do sleep 0.1; done`)
    await shown(pty.backend, address, 'READY')
    const pid = (await pty.backend.look(address)).terminal.rootPid

    await pty.backend.close(address)

    expect(await isRunning(pid)).toBe(false)
    expect((await failure(pty.backend.close(address))).code).toBe('not_found')
  })
})

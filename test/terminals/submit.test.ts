import { describe, expect, it } from 'vitest'
import type { TerminalBackend } from '#domain/ports.ts'
import { NOT_IN_FRONT, NOT_RUNNING } from '#platform/applescript/failure.ts'
import { createSubmitMethods } from '#terminals/submit/choose.ts'
import { makeMac, THERE } from './fake-mac.ts'

const refused = { code: 'terminal', data: { pressed: false } }

describe('Return by BetterTouchTool', () => {
  it('brings the session to the front, looks, fires the trigger with a ticket, and looks again', async () => {
    const mac = makeMac()

    expect(await mac.press('btt')).toBeUndefined()
    expect(mac.trace).toEqual([
      'activate-session S1',
      'front-session',
      'btt-press-enter press_enter S1 T1 /home/secret event',
      'front-session',
    ])
  })

  it.each([
    ['another application', { application: 'com.apple.Safari', session: '', tty: '' }],
    ['another session', { ...THERE, session: 'S2' }],
    ['the same id on another tty', { ...THERE, tty: '/dev/ttys009' }],
  ])('[S3] presses nothing while %s is in front', async (_, front) => {
    const mac = makeMac({ fronts: [front] })

    await expect(mac.press('btt')).rejects.toMatchObject(refused)
    expect(mac.trace).toEqual(['activate-session S1', 'front-session'])
  })

  it.each([
    ['on', true],
    ['not known', undefined],
  ])('[S2] presses nothing and takes no focus while Secure Input is %s', async (_, secureInput) => {
    const mac = makeMac({ secureInput })

    await expect(mac.press('btt')).rejects.toMatchObject({ ...refused, message: /Secure Input/ })
    expect(mac.trace).toEqual([])
  })

  it('says that nothing was pressed when the session has no window to bring to the front', async () => {
    const mac = makeMac({ fails: { 'activate-session': -1728 } })

    await expect(mac.press('btt')).rejects.toMatchObject(refused)
    expect(mac.trace).toEqual(['activate-session S1'])
  })

  it('says what came to the front while the key was on its way', async () => {
    const mac = makeMac({ fronts: [THERE, { application: 'com.apple.Safari', session: '', tty: '' }] })

    expect(await mac.press('btt')).toBe('afterwards com.apple.Safari was in front')
  })

  it('goes by the URL scheme where macOS does not allow AppleScript, with the same ticket', async () => {
    const mac = makeMac({ refusesEvents: true })

    await mac.press('btt')
    expect(mac.trace).toContain('btt-press-enter press_enter S1 T1 /home/secret url')
  })

  it('says that it is not running, and that nothing was pressed', async () => {
    const mac = makeMac({ fails: { 'btt-press-enter': NOT_RUNNING } })

    await expect(mac.press('btt')).rejects.toMatchObject({ ...refused, hint: /Start the application/ })
  })

  it('claims nothing about a press that timed out', async () => {
    const mac = makeMac({ fails: { 'btt-press-enter': -1712 } })
    const failed: unknown = await mac.press('btt').catch((error: unknown) => error)

    expect(failed).toMatchObject({ code: 'terminal' })
    expect(failed).not.toMatchObject({ data: { pressed: false } })
  })

  it('takes its turn: two sessions are never brought to the front at once', async () => {
    const mac = makeMac()

    await Promise.all([mac.press('btt'), mac.press('keystroke')])
    expect(mac.trace.map(line => line.split(' ')[0])).toEqual([
      ...['activate-session', 'front-session', 'btt-press-enter', 'front-session'],
      ...['activate-session', 'front-session', 'press-return', 'front-session'],
    ])
  })

  it('is for sessions of iTerm2 only', async () => {
    const mac = makeMac({ kind: 'tmux' })

    await expect(mac.press('btt', 1, 'tmux:default/%1')).rejects.toMatchObject({ code: 'unsupported' })
    expect(mac.trace).toEqual([])
  })
})

describe('Return as a keystroke', () => {
  it('looks before and after, and names the session that must be in front', async () => {
    const mac = makeMac()

    await mac.press('keystroke')
    expect(mac.trace).toEqual(['activate-session S1', 'front-session', 'press-return S1', 'front-session'])
  })

  it('presses nothing when the session left the front in the last moment', async () => {
    const mac = makeMac({ fails: { 'press-return': NOT_IN_FRONT } })

    await expect(mac.press('keystroke')).rejects.toMatchObject(refused)
  })
})

describe('Return by `auto`', () => {
  it('goes through the terminal first, and takes no focus', async () => {
    const mac = makeMac()

    await mac.press('auto', 1)
    await mac.press('auto', 2)
    expect(mac.trace).toEqual(['iterm2 iterm2:S1 Enter', 'iterm2 iterm2:S1 Enter'])
  })

  it('goes to the window when the terminal’s own was not taken twice', async () => {
    const mac = makeMac()

    await mac.press('auto', 3)
    expect(mac.trace).toContain('btt-press-enter press_enter S1 T1 /home/secret event')
  })

  it('comes back to the terminal where BetterTouchTool pressed nothing, and says so', async () => {
    const mac = makeMac({ fails: { 'btt-press-enter': NOT_RUNNING } })

    expect(await mac.press('auto', 3)).toMatch(/^by the terminal: /)
    expect(mac.trace.at(-1)).toBe('iterm2 iterm2:S1 Enter')
  })

  it('never presses a second way after one that may have pressed', async () => {
    const mac = makeMac({ fails: { 'btt-press-enter': -1712 } })

    await expect(mac.press('auto', 3)).rejects.toMatchObject({ code: 'terminal' })
    expect(mac.trace).not.toContain('iterm2 iterm2:S1 Enter')
  })

  it('stays with the terminal for tmux', async () => {
    const mac = makeMac({ kind: 'tmux' })

    await mac.press('auto', 5, 'tmux:default/%1')
    expect(mac.trace).toEqual(['tmux tmux:default/%1 Enter'])
  })
})

it('a machine without osascript has no way by a window', () => {
  const methods = createSubmitMethods(undefined)

  expect(methods.strategies).toEqual(['auto', 'cr'])
  expect(() => methods.choose('btt', {} as TerminalBackend, 'Enter', 1)).toThrow('not available')
})

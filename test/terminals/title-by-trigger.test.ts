import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { NOT_IN_FRONT } from '#platform/applescript/failure.ts'
import { ADDRESS, makeMac, THERE, type MacOptions } from './fake-mac.ts'

const folder = mkdtempSync(join(tmpdir(), 'comms-title-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TITLE = 'say "hi" \\(x) 😀'
const titleFile = join(folder, 'title')
const macWith = (options: MacOptions = {}) => makeMac({ titleFile, ...options })
const SAFARI = { application: 'com.apple.Safari', session: '', tty: '' }

describe('a title by BetterTouchTool', () => {
  it('brings the session to the front, looks, fires the trigger, and looks again', async () => {
    const mac = macWith()

    await mac.setTitle(ADDRESS, TITLE)
    expect(mac.trace).toEqual([
      'activate-session S1',
      'front-session',
      `btt-set-title Set_iTerm_Window_Title_v3 S1 ${titleFile} /home/secret event`,
      TITLE,
      'front-session',
    ])
    expect(mac.isTitleLeft()).toBe(false)
  })

  it.each<[string, MacOptions]>([
    ['another application is in front', { fronts: [SAFARI] }],
    ['another session is in front', { fronts: [{ ...THERE, session: 'S2' }] }],
    ['the same id is in front on another tty', { fronts: [{ ...THERE, tty: '/dev/ttys009' }] }],
    ['Secure Input is on', { secureInput: true }],
    ['it cannot be told whether Secure Input is on', { secureInput: undefined }],
  ])('fires nothing while %s', async (_, options) => {
    const mac = macWith(options)

    await expect(mac.setTitle(ADDRESS, TITLE)).rejects.toMatchObject({ data: { pressed: false } })
    expect(mac.trace.join(' ')).not.toContain('btt-set-title')
  })

  it('fires nothing when the session leaves the front in the last moment, and leaves no title behind', async () => {
    const mac = macWith({ fails: { 'btt-set-title': NOT_IN_FRONT } })

    await expect(mac.setTitle(ADDRESS, TITLE)).rejects.toMatchObject({ code: 'terminal', data: { pressed: false } })
    expect(mac.isTitleLeft()).toBe(false)
  })

  it('goes by the URL scheme where macOS does not allow AppleScript, and counts only once the title shows', async () => {
    const mac = macWith({ refusesEvents: true })
    const blind = macWith({ refusesEvents: true, showsTitle: false })

    await mac.setTitle(ADDRESS, TITLE)
    await expect(blind.setTitle(ADDRESS, TITLE)).rejects.toMatchObject({ message: /the title does not show/ })

    expect(mac.trace).toContain(`btt-set-title Set_iTerm_Window_Title_v3 S1 ${titleFile} /home/secret url`)
    expect([mac.isTitleLeft(), blind.isTitleLeft()]).toEqual([false, false])
  })

  it('claims no title that does not show, and says what came to the front', async () => {
    const mac = macWith({ showsTitle: false, fronts: [THERE, SAFARI] })

    await expect(mac.setTitle(ADDRESS, TITLE)).rejects.toMatchObject({
      code: 'terminal',
      message: 'BetterTouchTool was asked, and the title does not show; afterwards com.apple.Safari was in front',
      hint: /Set_iTerm_Window_Title_v3/,
    })
  })

  it('is for sessions of iTerm2 only', async () => {
    await expect(macWith().setTitle('tmux:default/%1', TITLE)).rejects.toMatchObject({ code: 'unsupported' })
  })
})

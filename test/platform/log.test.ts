import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HubError } from '#contract/errors.ts'
import { openLog, type LogOptions } from '#platform/log.ts'
import { openRotatingFile } from '#platform/rotating-file.ts'
import { warnOnce } from '#platform/warn-once.ts'
import { makeTempFolder } from './temp-folder.ts'

const clock = { now: () => Date.UTC(2026, 0, 1) }

/** A log in a folder of its own, read back as text and as rows. */
function makeLog(options: Partial<LogOptions> = {}) {
  const temp = makeTempFolder()
  const file = join(temp.path, 'hub.log')
  const opened = openLog({ clock, folder: temp.path, level: 'debug', ...options })
  return {
    log: opened.log,
    file,
    text: () => readFileSync(file, 'utf8'),
    rows: () =>
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, unknown>),
    [Symbol.dispose]() {
      opened[Symbol.dispose]()
      temp[Symbol.dispose]()
    },
  }
}

const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

describe('the log', () => {
  it('keeps one JSON object per line, with time, level and facts, for its user alone', () => {
    using kept = makeLog()

    kept.log.info({ delivery: 'd1', count: 3 }, 'typed')
    kept.log.child({ part: 'outbox' }).warn('slow')

    expect(kept.rows()).toEqual([
      { level: 'info', time: '2026-01-01T00:00:00.000Z', pid: process.pid, delivery: 'd1', count: 3, msg: 'typed' },
      { level: 'warn', time: '2026-01-01T00:00:00.000Z', pid: process.pid, part: 'outbox', msg: 'slow' },
    ])
    expect(lstatSync(kept.file).mode & 0o777).toBe(0o600)
  })

  it('tells length and digest of what people wrote, never the words', () => {
    using kept = makeLog()
    const canary = 'canary-7f3a'
    const message = { id: 'm1', body: canary, to: [{ name: 'api' }] }

    kept.log.info({ message, nested: { deep: [{ text: canary }] } }, 'accepted')
    kept.log
      .child({ draft: canary })
      .child({ composer: canary })
      .info({ lines: [canary, canary], screen: { lines: [canary] } }, 'looked')
    kept.log.error(new HubError('terminal', 'failed', { data: { typed: canary }, cause: { prompt: canary } }))

    expect(kept.text()).not.toContain(canary)
    expect(kept.rows()[0]).toMatchObject({
      message: {
        id: 'm1',
        body: { length: 11, digest: expect.stringMatching(/^[\da-f]{16}$/) },
        to: [{ name: 'api' }],
      },
    })
    expect(kept.rows()[2]).toMatchObject({
      msg: 'failed',
      err: { type: 'HubError', code: 'terminal', data: { typed: { length: 11 } } },
    })
  })

  it('keeps no secret, in whatever place it comes', () => {
    using kept = makeLog()
    const canary = 'canary-91bc'
    const headers = { Authorization: `Bearer ${canary}`, cookie: canary, 'x-api-key': canary }
    const url = `http://127.0.0.1/?a=1&token=${canary}#access_token=${canary}`

    kept.log.info({ headers, url, accessToken: canary, environment: { X: canary } }, `calling ${url}`)
    kept.log.error(new Error(`refused with Authorization: Bearer ${canary}`))

    expect(kept.text()).not.toContain(canary)
    expect(kept.rows()[0]?.['url']).toBe('http://127.0.0.1/?a=1&token=[redacted]#access_token=[redacted]')
  })

  it('cannot be made to forge a line or steer a terminal', () => {
    using kept = makeLog()
    const hostile = 'a\n{"level":"error"}\r\x1b[2J\x1b]0;title\x07\x9b31m\u2028\u202eevil\x7f\ud800'

    kept.log.info({ title: hostile, [hostile]: 1, ['__proto__']: 2 }, hostile)

    expect(kept.text().trimEnd()).not.toMatch(CONTROL)
    expect(kept.rows()).toHaveLength(1)
    expect(kept.rows()[0]).toMatchObject({ title: hostile, msg: hostile })
  })

  it('keeps an end to the endless: rings, depth, lists and long texts', () => {
    using kept = makeLog()
    const ring: Record<string, unknown> = { list: Array.from({ length: 10_000 }, () => 'x'), big: 2n }
    ring['self'] = ring
    const error = new Error('first')
    error.cause = error

    kept.log.info({ ring, name: 'x'.repeat(1_000_000) }, 'y'.repeat(1_000_000))
    kept.log.error({ err: error }, 'ring')

    expect(kept.rows()).toHaveLength(2)
    expect(kept.text().length).toBeLessThan(100_000)
  })

  it('writes lines for a person too, one each, without controls', () => {
    const shown: string[] = []
    using kept = makeLog({ stderr: { write: text => shown.push(text) } })

    kept.log.warn({ address: 'tmux:x/%1', title: '\x1b[31mred' }, 'two\nlines')

    expect(shown).toEqual(['00:00:00.000 warn  two\\nlines address="tmux:x/%1" title="\\u001b[31mred"\n'])
    expect(kept.rows()).toHaveLength(1)
  })

  it('takes the warnings of its layer, each once, while it is open', () => {
    using temp = makeTempFolder()
    const opened = openLog({ clock, folder: temp.path })
    warnOnce('log-test', 'stty stands in')
    warnOnce('log-test', 'stty stands in')

    opened[Symbol.dispose]()
    opened.log.info('too late')

    expect(readFileSync(join(temp.path, 'hub.log'), 'utf8')).toMatch(/^\{[^\n]*"msg":"stty stands in"\}\n$/)
  })

  it('refuses to start where it cannot write, and follows no link', () => {
    using temp = makeTempFolder()
    symlinkSync(join(temp.path, 'elsewhere'), join(temp.path, 'hub.log'))

    expect(() => openLog({ clock, folder: temp.path })).toThrow(expect.objectContaining({ code: 'unfit' }))
    expect(() => openLog({ clock, folder: join(temp.path, 'missing') })).toThrow(/hub\.log cannot be opened \(ENOENT\)/)
    expect(readdirSync(temp.path)).toEqual(['hub.log'])
  })
})

describe('a file that rotates', () => {
  it('is put aside at its limit, and only so many are kept', () => {
    using temp = makeTempFolder()
    const path = join(temp.path, 'log')
    using file = openRotatingFile(path, { size: 20, keep: 2 })

    for (let line = 0; line < 9; line++) file.write(`line ${line}..\n`)

    const texts = readdirSync(temp.path).map(name => [name, readFileSync(join(temp.path, name), 'utf8')])
    expect(Object.fromEntries(texts)).toEqual({
      log: 'line 8..\n',
      'log.1': 'line 6..\nline 7..\n',
      'log.2': 'line 4..\nline 5..\n',
    })
    expect(file.lost).toBe(0)
  })

  it('goes on where it was left, counting what is there, and takes a text above the limit whole', () => {
    using temp = makeTempFolder()
    const path = join(temp.path, 'log')
    writeFileSync(path, 'x'.repeat(15), { mode: 0o644 })
    using file = openRotatingFile(path, { size: 20, keep: 1 })

    file.write('y'.repeat(50))
    file.write('z')

    expect(readFileSync(path, 'utf8')).toBe('z')
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('y'.repeat(50))
    expect(lstatSync(path).mode & 0o777).toBe(0o600)
  })

  it('loses lines while its folder is away, never throws, and comes back', () => {
    using temp = makeTempFolder()
    const folder = join(temp.path, 'logs')
    mkdirSync(folder)
    using file = openRotatingFile(join(folder, 'log'), { size: 10, keep: 1 })
    file.write('0123456789')

    renameSync(folder, `${folder}.away`)
    file.write('lost')
    file.write('lost')
    mkdirSync(folder)
    file.write('back')

    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('back')
    expect(file.lost).toBe(2)
    rmSync(`${folder}.away`, { recursive: true })
  })
})

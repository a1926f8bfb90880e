import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { HubError } from '#contract/errors.ts'
import { describeStateFolder, findStateFolder, openStateFolder, tightenUmask } from '#platform/state-folder.ts'
import { makeTempFolder } from './temp-folder.ts'

const usualUmask = process.umask()
afterEach(() => void process.umask(usualUmask))

function refusalOf(act: () => unknown): HubError {
  try {
    act()
  } catch (error) {
    if (error instanceof HubError) return error
    throw error
  }
  throw new Error('was not refused')
}

const modeOf = (path: string) => lstatSync(path).mode & 0o777

describe('where the state folder lies', () => {
  it.each([
    [{ COMMS_HOME: '/x/y/', HOME: '/h' }, 'linux', '/x/y'],
    [{ COMMS_HOME: '', HOME: '/h' }, 'linux', '/h/.local/state/claude-comms'],
    [{ XDG_STATE_HOME: '/s', HOME: '/h' }, 'linux', '/s/claude-comms'],
    [{ XDG_STATE_HOME: 'relative', HOME: '/h' }, 'linux', '/h/.local/state/claude-comms'],
    [{ XDG_STATE_HOME: '/s', HOME: '/Users/a' }, 'darwin', '/Users/a/Library/Application Support/Claude Comms'],
  ] as const)('%o on %s is %s', (env, platform, path) => {
    expect(findStateFolder(env, platform)).toBe(path)
  })

  it('is found without HOME', () => {
    expect(findStateFolder({}, 'linux')).toMatch(/^\/.+\/\.local\/state\/claude-comms$/)
  })

  it.each(['relative/folder', '~/comms', '/a\0b'])('is refused at %j', path => {
    expect(refusalOf(() => findStateFolder({ COMMS_HOME: path }, 'linux'))).toMatchObject({ code: 'unfit' })
  })
})

describe('opening the state folder', () => {
  it.each(['000', '022', '077'])('makes it for its user alone under umask %s', umask => {
    using temp = makeTempFolder()
    process.umask(parseInt(umask, 8))

    const folder = openStateFolder(join(temp.path, 'deep', 'down', 'state'))

    const made = [folder.path, folder.logs, folder.agents, folder.scripts, folder.export, join(temp.path, 'deep')]
    expect(made.map(modeOf)).toEqual(made.map(() => 0o700))
  })

  it('opens a good folder again and again and leaves what is in it', () => {
    using temp = makeTempFolder()
    const first = openStateFolder(join(temp.path, 'state'))
    writeFileSync(first.config, '{}')

    expect(openStateFolder(`${first.path}/`)).toEqual(first)
    expect(existsSync(first.config)).toBe(true)
  })

  it.each(['777', '755', '701', '710', '500'])('refuses a folder of mode %s and says how to repair it', octal => {
    const mode = parseInt(octal, 8)
    using temp = makeTempFolder()
    const path = join(temp.path, "it's")
    mkdirSync(path)
    chmodSync(path, mode)

    const refusal = refusalOf(() => openStateFolder(path))

    expect(refusal).toMatchObject({ code: 'unfit', hint: `chmod 700 '${temp.path}/it'\\''s'` })
    expect(refusal.message).toContain(path)
    expect(modeOf(path)).toBe(mode)
  })

  it('refuses a link, however it is written, and makes nothing behind it', () => {
    using temp = makeTempFolder()
    const real = join(temp.path, 'real')
    const link = join(temp.path, 'link')
    mkdirSync(real, { mode: 0o700 })
    symlinkSync(real, link)

    const refusals = [link, `${link}/`, `${link}/.`].map(path => refusalOf(() => openStateFolder(path)))

    expect(refusals.map(each => each.code)).toEqual(['unfit', 'unfit', 'unfit'])
    expect(refusals[0]?.message).toContain('symbolic link')
    expect(existsSync(join(real, 'logs'))).toBe(false)
  })

  it('refuses a dangling link, a file, and a parent that is a file', () => {
    using temp = makeTempFolder()
    const [dangling, file] = [join(temp.path, 'dangling'), join(temp.path, 'file')]
    symlinkSync(join(temp.path, 'nowhere'), dangling)
    writeFileSync(file, '')

    const codes = [dangling, file, join(file, 'state')].map(path => refusalOf(() => openStateFolder(path)).code)

    expect(codes).toEqual(['unfit', 'unfit', 'unfit'])
  })

  it("refuses somebody else's folder", () => {
    using temp = makeTempFolder()
    const path = join(temp.path, 'theirs')
    mkdirSync(path, { mode: 0o700 })
    // Only root can give a folder away; anybody else finds one of root's at /usr.
    const isRoot = process.geteuid?.() === 0
    if (isRoot) chownSync(path, 12_345, 12_345)

    expect(refusalOf(() => openStateFolder(isRoot ? path : '/usr')).message).toContain('belongs to user')
  })

  it('refuses a file where one of its folders should be', () => {
    using temp = makeTempFolder()
    const path = join(temp.path, 'state')
    mkdirSync(path, { mode: 0o700 })
    writeFileSync(join(path, 'logs'), '')

    expect(refusalOf(() => openStateFolder(path)).message).toContain('logs should be a folder')
  })
})

describe('socket paths', () => {
  const ofBytes = (bytes: number) => `/${'x'.repeat(bytes - 1 - '/agent.sock'.length)}`

  it.each([90, 99, 100])('of %i bytes are taken', bytes => {
    expect(Buffer.byteLength(describeStateFolder(ofBytes(bytes)).agentSocket)).toBe(bytes)
  })

  it.each([101, 104, 109, 200])('of %i bytes are refused before anything is made', bytes => {
    using temp = makeTempFolder()
    const path = join(temp.path, 'x'.repeat(bytes - temp.path.length - 1 - '/agent.sock'.length))

    const refusal = refusalOf(() => openStateFolder(path))

    expect(refusal).toMatchObject({ code: 'unfit', data: { bytes, limit: 100 } })
    expect(refusal.message).toContain('Socket path too long')
    expect(existsSync(path)).toBe(false)
  })

  it('are measured in bytes, not in characters', () => {
    expect(refusalOf(() => describeStateFolder(`/${'ü'.repeat(50)}`)).data).toMatchObject({ bytes: 112 })
  })
})

it('a tightened umask keeps new files private', () => {
  using temp = makeTempFolder()
  process.umask(0)

  tightenUmask()
  writeFileSync(join(temp.path, 'file'), '')

  expect(modeOf(join(temp.path, 'file'))).toBe(0o600)
})

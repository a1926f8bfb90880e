import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPackage, ROOT } from '../architecture/source-tree.ts'

const run = promisify(execFile)

/** Everything packing reads. The copy has a `dist/` of its own, so that tests beside this one keep theirs. */
const PACKED_FROM = [
  'package.json',
  'rolldown.config.ts',
  'src-main',
  'src-renderer',
  'vite.config.ts',
  'resources',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
]

describe('the installed package', () => {
  let folder: string
  let prefix: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'comms-package-'))
    prefix = join(folder, 'prefix')
    const tarball = await pack(join(folder, 'tree'))
    await install(tarball, prefix)
  }, 180_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const installed = (...path: readonly string[]) => join(prefix, 'lib', 'node_modules', 'claude-comms', ...path)

  it('brings a command that knows its version', async () => {
    const { stdout } = await comms(prefix, ['--version'])

    expect(stdout.trim()).toBe(readPackage().version)
  })

  it('brings help that names the commands', async () => {
    const { stdout } = await comms(prefix, ['--help'])

    expect(stdout).toMatch(/\bsend\b/)
    expect(stdout).toMatch(/\bls\b/)
  })

  it('says the same under every Node this machine has', async () => {
    const nodes = listNodes()

    const versions = await Promise.all(nodes.map(node => run(node, [installed('dist', 'comms.js'), '--version'])))

    expect(nodes).not.toEqual([])
    expect(versions.map(({ stdout }) => stdout.trim())).toEqual(nodes.map(() => readPackage().version))
  })

  it('carries the profiles of agents and no source', () => {
    expect(readdirSync(installed('resources', 'agents')).length).toBeGreaterThan(0)
    expect(existsSync(installed('src-main'))).toBe(false)
    expect(existsSync(installed('test'))).toBe(false)
  })

  it('is written in ASCII, so that no start pays for decoding it', () => {
    const parts = readdirSync(installed('dist')).filter(name => name.endsWith('.js'))

    const beyond = parts.filter(name => /[^\0-\x7f]/.test(readFileSync(installed('dist', name), 'utf8')))

    expect(parts).toContain('comms.js')
    expect(beyond).toEqual([])
  })

  it('loads nothing of the hub to send', async () => {
    const loaded = await listLoadedBy(installed('dist', 'comms.js'), ['send', '--help'])
    const source = loaded.map(file => readFileSync(file, 'utf8')).join('\n')

    expect(loaded).toContain(realpathSync(installed('dist', 'comms.js')))
    expect(source).not.toMatch(/^import [^\n]*"(better-sqlite3|koffi|@lydell\/node-pty)"/m)
    expect(source.length).toBeLessThan(300_000)
  })

  it('runs a hub with its database, and a program of its own in a pty', async () => {
    const home = mkdtempSync(join(folder, 'home-'))
    const env = { ...process.env, COMMS_HOME: home, TMUX_TMPDIR: home }
    try {
      const listed = await comms(prefix, ['ls', '--json'], env)
      const started = await post(join(home, 'hub.sock'), '/v1/sessions', {
        command: ['cat'],
        cwd: home,
        environment: { PATH: '/usr/bin:/bin', TERM: 'xterm-256color' },
      })
      const shown = await comms(prefix, ['show', started.address, '--json'], env)

      expect(JSON.parse(listed.stdout)).toMatchObject({ sessions: [] })
      expect(JSON.parse(shown.stdout)).toMatchObject({ session: { address: started.address, backend: 'pty' } })
    } finally {
      await comms(prefix, ['down'], env)
    }
  })

  it('starts the pty host without starting the command', () => {
    expect(listLoaded(installed('dist'), 'pty-host.js')).not.toContain('comms.js')
  })
})

async function pack(tree: string): Promise<string> {
  for (const path of PACKED_FROM) {
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(tree, path), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
  await run('npm', ['run', 'build'], { cwd: tree })
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts'], { cwd: tree })
  return join(tree, tarballName(JSON.parse(stdout)))
}

/** npm 11 answers with a list, later ones with an object by package name. */
function tarballName(answer: unknown): string {
  const [first] = Object.values(answer as Record<string, { readonly filename: string }>)
  if (first === undefined) throw new Error('npm pack made nothing')
  return first.filename
}

async function install(tarball: string, prefix: string): Promise<void> {
  const quiet = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
  await run('npm', ['install', '--global', '--prefix', prefix, ...quiet, tarball], {
    cwd: prefix.replace(/prefix$/, ''),
  })
}

function comms(prefix: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  return run(join(prefix, 'bin', 'comms'), [...args], { env, timeout: 60_000 })
}

function post(socketPath: string, path: string, body: unknown): Promise<{ readonly address: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const call = request({ socketPath, path, method: 'POST', headers }, answer => {
      text(answer).then(all => resolve(JSON.parse(all) as { address: string }), reject)
    })
    call.on('error', reject)
    call.end(JSON.stringify(body))
  })
}

/** Every `node` on the path, the one that runs the tests first. */
function listNodes(): readonly string[] {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, 'node'))
  return [...new Set([process.execPath, ...onPath.filter(path => existsSync(path))])]
}

/** Reports every file on standard error as it is loaded. */
const REPORTER = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  import { writeSync } from 'node:fs'
  registerHooks({ load(url, context, next) { writeSync(2, 'loaded ' + url + '\\n'); return next(url, context) } })
`)}`

/** Files of the package that a command really loads. */
async function listLoadedBy(file: string, args: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await run(process.execPath, ['--import', REPORTER, file, ...args])
  return [...stderr.matchAll(/^loaded (file:.*)$/gm)].map(match => fileURLToPath(match[1] ?? ''))
}

/** A file of the bundle and all it imports at once, not later by `import()`. */
function listLoaded(dist: string, entry: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(entry)) return []
  seen.add(entry)
  const imports = readFileSync(join(dist, entry), 'utf8').matchAll(/^(?:import|export)\b[^\n]*?"\.\/([^"]+)"/gm)
  return [entry, ...[...imports].flatMap(match => listLoaded(dist, match[1] ?? '', seen))]
}

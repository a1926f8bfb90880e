import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'

const execFileAsync = promisify(execFile)
const ROOT = new URL('../..', import.meta.url).pathname
const PACKAGE = join(ROOT, 'node_modules', '@sparticuz', 'chromium')
const CACHE = join(ROOT, 'node_modules', '.cache')

/** Unpacks what the package brings below the `TMPDIR` of its own process. */
const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
/** Without it the package keeps back the libraries that a bare machine lacks. */
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }

export interface ChromiumOptions {
  /** More flags, such as `--host-resolver-rules=...`. */
  readonly args?: readonly string[]
}

/**
 * Starts a real Chromium without a window: the one an npm package brings on Linux x64, elsewhere an installed Chrome.
 * `COMMS_CHROMIUM` names another one. Whoever launches it closes it. Fails aloud where none can run.
 */
export async function launchChromium({ args = [] }: ChromiumOptions = {}): Promise<Browser> {
  return chromium.launch({
    ...(await findBrowser()),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', ...args],
  })
}

async function findBrowser(): Promise<LaunchOptions> {
  const named = process.env['COMMS_CHROMIUM']
  if (named !== undefined) return { executablePath: named }
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' }
  const folder = await (unpacked ??= unpack())
  const env = { ...process.env, FONTCONFIG_PATH: folder, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
  return { executablePath: join(folder, 'chromium'), env }
}

let unpacked: Promise<string> | undefined

/** Folder of the unpacked browser, kept beside the packages for the next run. */
async function unpack(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }
  const folder = join(CACHE, `comms-chromium-${version}`)
  if (!existsSync(folder)) await unpackTo(folder)
  return folder
}

/** Whole or not at all: test files run side by side, and half a browser must never be found. */
async function unpackTo(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const draft = await mkdtemp(join(CACHE, 'unpacking-'))
  try {
    const env = { ...process.env, ...WITH_LIBRARIES, TMPDIR: draft }
    await execFileAsync(process.execPath, ['--input-type=module', '-e', UNPACK], { cwd: ROOT, env })
    await writeFile(join(draft, 'fonts.conf'), fontsIn(folder))
    await rename(draft, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** The browser's own fonts and the machine's, so that a picture shows text on a machine without any. */
function fontsIn(folder: string): string {
  const prefer = (family: string, names: readonly string[]) =>
    `<alias><family>${family}</family><prefer>${names.map(name => `<family>${name}</family>`).join('')}</prefer></alias>`
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  ${prefer('sans-serif', ['Open Sans', 'DejaVu Sans'])}
  ${prefer('monospace', ['DejaVu Sans Mono', 'Open Sans'])}
</fontconfig>
`
}

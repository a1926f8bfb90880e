/**
 * `npm start`: the app where Electron's program is installed and there is a screen, else the same pages in the
 * browser. Electron's program is no part of its npm package; `npx install-electron` fetches it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPackageRoot } from '#platform/package-root.ts'

const root = findPackageRoot()
const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** Electron's program, or nothing where it is not installed. Asking the package itself would download it. */
function findElectron(): string | undefined {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : undefined
}

function hasScreen({ env, platform }: NodeJS.Process): boolean {
  return platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

const electron = hasScreen(process) ? findElectron() : undefined
const [program, ...words] = electron === undefined ? [process.execPath, main, 'open'] : [electron, root]
const child = spawn(program ?? '', [...words, ...process.argv.slice(2)], { stdio: 'inherit' })
const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
process.exitCode = code ?? (signal === null ? 70 : 128)

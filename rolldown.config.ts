import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

/** Packages with machine code. They stay outside the bundle, so that each machine loads the binary made for it. */
const NATIVE = ['better-sqlite3', 'koffi', '@lydell/node-pty']

const SHEBANG = '#!/usr/bin/env node\n'

/** Makes the command a program: first line and mode. npm packs the mode it finds. */
const executable: Plugin = {
  name: 'executable',
  generateBundle(_options, bundle) {
    const command = bundle['comms.js']
    if (command?.type === 'chunk' && !command.code.startsWith('#!')) command.code = SHEBANG + command.code
  },
  writeBundle(options, bundle) {
    if ('comms.js' in bundle) chmodSync(join(options.dir ?? 'dist', 'comms.js'), 0o755)
  },
}

/**
 * Everything lands flat in `dist/`, shared parts included, so that a file found relative to `import.meta.url`
 * (`../resources/...`) is found from every part alike. Parts behind `import()` are files of their own: `comms send`
 * reads none of what only the hub needs.
 */
export default defineConfig({
  input: { comms: 'src-main/cli/main.ts', 'pty-host': 'src-main/terminals/pty/host.ts' },
  platform: 'node',
  tsconfig: false,
  external: id => NATIVE.some(name => id === name || id.startsWith(`${name}/`)),
  // Syntax an older Node cannot read (`using`) is rewritten, so that it can still say which Node it needs.
  transform: { target: 'node20' },
  plugins: [executable],
  logLevel: 'warn',
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    // A stack in a bug report shall name the functions it went through.
    keepNames: true,
    comments: { legal: true, annotation: false, jsdoc: false },
  },
})

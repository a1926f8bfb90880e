import { chmodSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown'

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

/** An import of a file's own, as the bundler prints it: a line with the names, then the module. */
const IMPORT = /^import (?:(\* as )?([\w$]+))?(?:, )?(?:\{ ([^}]*) \})? ?from "([^"]+)";$/gm

/**
 * Takes what Node brings along by a call instead of an import. For each module that is imported, Node reads every one
 * of its exports, and some of them are made only then: `http` loads a browser's `fetch` and `WebSocket`, `crypto` the
 * whole of Web Crypto. Every start of the program would pay for that.
 */
const builtinModules: Plugin = {
  name: 'builtin-modules',
  renderChunk: code => ({ code: code.replaceAll(IMPORT, takeByCall) }),
}

function takeByCall(line: string, _star: string, whole: string, names: string, from: string): string {
  if (!isBuiltin(from)) return line
  const module = `globalThis.process.getBuiltinModule("${from}")`
  const parts = names?.split(', ').map(name => name.replace(' as ', ': ')) ?? []
  const taken = [...(whole ? [whole] : []), ...(parts.length > 0 ? [`{ ${parts.join(', ')} }`] : [])]
  return taken.map(names => `const ${names} = ${module};`).join(' ')
}

/**
 * Names in the notices of licences keep their letters, as escapes. `charset` below sees to everything else: a file with
 * one character beyond ASCII is decoded and kept with two bytes for each, and that is paid at every start.
 */
const asciiNotices: Plugin = {
  name: 'ascii-notices',
  generateBundle(_options, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk')
        part.code = part.code.replaceAll(NOTICE, notice => notice.replaceAll(BEYOND_ASCII, escape))
    }
  },
}

const NOTICE = /\/\*![^]*?\*\//g
const BEYOND_ASCII = /[^\0-\x7f]/g

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** What every part shares, wherever it lands. */
const shared: RolldownOptions = {
  platform: 'node',
  tsconfig: false,
  logLevel: 'warn',
}

const external = (id: string) => NATIVE.some(name => id === name || id.startsWith(`${name}/`))

const output = {
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  charset: 'ascii',
  // A stack in a bug report shall name the functions it went through.
  keepNames: true,
  comments: { legal: true, annotation: false, jsdoc: false },
} as const

/**
 * Everything lands flat in `dist/`, shared parts included, so that a file found relative to `import.meta.url`
 * (`../resources/...`) is found from every part alike. Parts behind `import()` are files of their own: `comms send`
 * reads none of what only the hub needs.
 */
export const command = {
  ...shared,
  input: { comms: 'src-main/cli/main.ts', 'pty-host': 'src-main/terminals/pty/host.ts' },
  external,
  // Syntax an older Node cannot read (`using`) is rewritten, so that it can still say which Node it needs.
  transform: { target: 'node20' },
  plugins: [builtinModules, asciiNotices, executable],
  output: { ...output, dir: 'dist', cleanDir: true },
} satisfies RolldownOptions

/** The app's shell, in a folder of its own: shared parts cut to fit it too would make the command read more files. */
const shell: RolldownOptions = {
  ...shared,
  input: {
    main: 'src-main/electron/main.ts',
    'hub-process': 'src-main/electron/hub-process.ts',
    'pty-host': 'src-main/terminals/pty/host.ts',
  },
  external: id => id === 'electron' || external(id),
  plugins: [builtinModules, asciiNotices],
  output: { ...output, dir: 'dist/electron' },
}

/** A sandboxed preload script is one CommonJS file. */
const preload: RolldownOptions = {
  ...shared,
  input: { preload: 'src-main/electron/preload.ts' },
  external: ['electron'],
  output: { ...output, dir: 'dist/electron', format: 'cjs', entryFileNames: '[name].cjs' },
}

export default defineConfig([command, shell, preload])

/**
 * What a command line really runs: the names it may go by, best first. Pure: paths are taken by their words alone, no
 * link is followed. `claude`, `-zsh`, `node /…/claude-code/cli.js`, `env A=1 npx @openai/codex` and
 * `python3 -m aider` all say what they are.
 */
export function commandNames(argv: readonly string[]): readonly string[] {
  let words = argv
  // Each round takes one wrapper off; nobody nests more than a few.
  for (let round = 0; round < 6; round++) {
    const program = baseName(words[0] ?? '')
    if (program === '') return []
    const inner = unwrap(program, words.slice(1)) ?? unwrapScript(program, words.slice(1))
    if (inner === undefined) return namesOf(program, words.slice(1))
    words = inner
  }
  return []
}

/** Programs that run the rest of their command line, with the options of theirs that take a word. */
const WRAPPERS: Readonly<Record<string, readonly string[]>> = {
  env: ['-u', '-C', '-S', '--unset', '--chdir'],
  sudo: ['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '-U', '--user', '--group'],
  doas: ['-u', '-C'],
  nohup: [],
  nice: ['-n', '--adjustment'],
  time: ['-f', '-o'],
  caffeinate: ['-t', '-w'],
  stdbuf: ['-i', '-o', '-e'],
  setsid: [],
  npx: ['-p', '--package', '-c', '--call'],
  'npx-cli': ['-p', '--package', '-c', '--call'],
  bunx: [],
  uvx: ['--from', '--with', '-p', '--python'],
}

/** Package runners: the words before the command they run. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  npm: ['exec', 'x'],
  'npm-cli': ['exec', 'x'],
  pnpm: ['dlx', 'exec'],
  yarn: ['dlx', 'exec'],
  uv: ['run', 'tool'],
  pipx: ['run'],
}

/** The command line inside a wrapper, or undefined when the program is not one. */
function unwrap(program: string, words: readonly string[]): readonly string[] | undefined {
  const options = WRAPPERS[program]
  if (options !== undefined) return afterOptions(words, options)
  // npm names its own process after what it runs: one word, "npm exec codex".
  const [runner = '', ...more] = program.includes(' ') ? [...program.split(' '), ...words] : [program, ...words]
  const verbs = RUNNERS[runner]
  if (verbs === undefined || !verbs.includes(more[0] ?? '')) return undefined
  const rest = more[0] === 'tool' && more[1] === 'run' ? more.slice(2) : more.slice(1)
  return afterOptions(rest, ['-p', '--package', '--from', '--with', '--spec'])
}

function afterOptions(words: readonly string[], withWord: readonly string[]): readonly string[] {
  let at = 0
  while (at < words.length) {
    const word = words[at] ?? ''
    const isAssignment = /^[A-Za-z_]\w*=/u.test(word)
    if (!word.startsWith('-') && !isAssignment) break
    at += withWord.includes(word) ? 2 : 1
  }
  return words.slice(at)
}

/** What runs scripts, and the options that take a word. */
const INTERPRETERS: Readonly<Record<string, readonly string[]>> = {
  node: ['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '--env-file'],
  bun: ['-r', '--preload', '--cwd', '--env-file'],
  deno: ['-c', '--config', '--import-map'],
  tsx: [],
  python: ['-W', '-X'],
  ruby: ['-I', '-r', '-C'],
  perl: ['-I'],
  php: ['-c', '-d'],
  sh: ['-o'],
  bash: ['-o', '-O', '--rcfile', '--init-file'],
  dash: ['-o'],
  zsh: ['-o'],
  ksh: ['-o'],
}

const SHELLS: readonly string[] = ['sh', 'bash', 'dash', 'zsh', 'ksh']
/** Options behind which code follows in place of a script. */
const INLINE = /^(?:-[a-z]*[ec]|-p|-pe|--eval|--print)$/u

/** The command line of a wrapper that is itself a script, such as npx under node. */
function unwrapScript(program: string, words: readonly string[]): readonly string[] | undefined {
  const script = fromScript(interpreterOf(program), words) ?? []
  const name = baseName(script[0] ?? '')
  return WRAPPERS[name] === undefined && RUNNERS[name] === undefined ? undefined : script
}

function namesOf(program: string, words: readonly string[]): readonly string[] {
  const kind = interpreterOf(program)
  const [script] = fromScript(kind, words) ?? []
  if (script === undefined) return [kind]
  // A shell that runs a script is still a shell to anyone who types into it.
  return SHELLS.includes(kind) ? [...scriptNames(script), kind] : scriptNames(script)
}

/** `python3.12` is python. */
function interpreterOf(program: string): string {
  return program.replace(/^(python|ruby|perl|php|node)[\d.]+$/u, '$1')
}

/** An interpreter's script and the words behind it; undefined without one, or with code in its place. */
function fromScript(kind: string, words: readonly string[]): readonly string[] | undefined {
  const options = INTERPRETERS[kind]
  if (options === undefined) return undefined
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') return words.slice(at + 1)
    if (kind === 'python' && word === '-m') return [words[at + 1]?.split('.')[0] ?? '', ...words.slice(at + 2)]
    if (options.includes(word)) at++
    else if (word === '-' || INLINE.test(word)) return undefined
    else if (!word.startsWith('-') && !(word === 'run' && RUN_WORD.includes(kind))) return words.slice(at)
  }
  return undefined
}

/** Interpreters that may say `run` before the script. */
const RUN_WORD: readonly string[] = ['bun', 'deno']

/** File names that say nothing: the folder tells what the program is. */
const PLAIN = new Set(['cli', 'index', 'main', 'bin', 'start', 'app', 'run', 'server', '__main__'])
const BUILD_FOLDERS = new Set(['dist', 'bin', 'build', 'lib', 'src', 'out', 'bundle', 'esm', 'cjs'])

function scriptNames(path: string): readonly string[] {
  const name = baseName(path)
  if (name === '' || !PLAIN.has(name)) return [name]
  const folder = path
    .split('/')
    .slice(0, -1)
    .findLast(part => part !== '' && part !== '.' && !BUILD_FOLDERS.has(part))
  return folder === undefined ? [name] : [folder.toLowerCase(), name]
}

/** Last part of a path or package name, without a login shell's dash, a version or an extension; lower case. */
function baseName(path: string): string {
  const last = path.replace(/^-/u, '').split('/').at(-1) ?? ''
  return last
    .replace(/(?<=.)@[\w.^~-]+$/u, '')
    .replace(/\.(?:[cm]?[jt]s|py|rb|pl|sh|exe|cmd)$/u, '')
    .toLowerCase()
}

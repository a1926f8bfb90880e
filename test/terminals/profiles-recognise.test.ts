import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadProfiles } from '#terminals/profiles/load-profiles.ts'
import { recognise } from '#terminals/profiles/recognise.ts'

const shipped = loadProfiles([fileURLToPath(new URL('../../resources/agents', import.meta.url))])

/** Command line (words parted by blanks), and the profile it means, or nothing. */
const COMMANDS: readonly (readonly [string, string | undefined])[] = [
  ['claude', 'claude'],
  ['claude --resume 1234', 'claude'],
  ['/usr/local/bin/claude -n bob', 'claude'],
  ['/home/a/.local/share/claude/versions/2.1.329 --print', 'claude'],
  ['node /usr/lib/node_modules/@anthropic-ai/claude-code/cli.js', 'claude'],
  ['/usr/bin/node --max-old-space-size=4096 /w/node_modules/.bin/claude', 'claude'],
  ['node -r ./hook.js --no-warnings /opt/claude-code/dist/cli.mjs -c', 'claude'],
  ['env A=1 B=2 claude', 'claude'],
  ['env -u HOME sudo -u bob claude', 'claude'],
  ['npx -y @anthropic-ai/claude-code@latest', 'claude'],
  ['node /usr/bin/npx claude', 'claude'],
  ['node /usr/lib/node_modules/npm/bin/npx-cli.js @openai/codex', 'codex'],
  ['caffeinate -i -t 60 claude', 'claude'],
  ['bash /usr/local/bin/claude', 'claude'],
  ['codex --model x', 'codex'],
  ['node /usr/lib/node_modules/@openai/codex/bin/codex.js', 'codex'],
  ['pnpm dlx @google/gemini-cli', 'gemini'],
  ['node /x/@google/gemini-cli/dist/index.js', 'gemini'],
  ['node --no-warnings=DEP0040 /opt/homebrew/bin/gemini', 'gemini'],
  ['opencode', 'opencode'],
  ['bun run /x/opencode-ai/bin/opencode', 'opencode'],
  ['python3 -m aider --model gpt', 'aider'],
  ['/home/a/.venv/bin/python3.12 /home/a/.venv/bin/aider', 'aider'],
  ['uv tool run aider-chat', 'aider'],
  ['uvx --from aider-chat aider', 'aider'],
  ['grok', 'grok'],
  ['node /work/resources/demo/agent.mjs --name Ada', 'demo'],
  ['-zsh', 'shell'],
  ['-bash', 'shell'],
  ['/bin/sh -c claude', 'shell'],
  ['bash deploy.sh', 'shell'],
  ['zsh -i', 'shell'],
  ['pwsh.exe', 'shell'],
  ['nvim notes.md', 'editor'],
  ['/usr/bin/vim.basic x', 'editor'],
  ['less +F claude', 'pager'],
  ['man claude', 'pager'],
  ['python3', 'interpreter'],
  ['/Library/Frameworks/Python.framework/Versions/3.12/Resources/Python.app/Contents/MacOS/Python', 'interpreter'],
  ['python3 -i -c claude', 'interpreter'],
  ['node', 'interpreter'],
  ['node -e require("claude")', 'interpreter'],
  ['psql -h db', 'interpreter'],
  ['sqlite3 claude.db', 'interpreter'],
  ['node server.js', undefined],
  ['python3 train.py', undefined],
  ['cat claude', undefined],
  ['ssh host claude', undefined],
  ['vite --claude', undefined],
  ['notclaude', undefined],
  ['claude-squad', undefined],
  ['env', undefined],
  ['', undefined],
]

it.each(COMMANDS)('takes "%s" for %s', (command, id) => {
  const argv = command === '' ? [] : command.split(' ')

  expect(recognise(shipped.profiles, factsOf(argv))?.id).toBe(id)
})

it('knows npm by the one word it makes of its own name', () => {
  expect(recognise(shipped.profiles, factsOf(['npm exec @openai/codex']))?.id).toBe('codex')
})

it('lets the later of two profiles that claim a name win, and a name beat a pattern', () => {
  const [first] = shipped.profiles.filter(profile => profile.id === 'claude')
  if (first === undefined) throw new Error('no claude profile')
  const mine = { ...first, id: 'mine' }
  const greedy = { ...first, id: 'greedy', recognise: { commands: [], commandLine: ['claude'] } }

  expect(recognise([first, mine], factsOf(['claude']))?.id).toBe('mine')
  expect(recognise([first, greedy], factsOf(['claude']))?.id).toBe('claude')
  expect(recognise([first, greedy], factsOf(['wrap', 'claude']))?.id).toBe('greedy')
})

it('survives hostile command lines', () => {
  const huge = 'x'.repeat(2_000_000)
  const nested = [...Array.from({ length: 5_000 }, () => 'env'), 'claude']

  for (const argv of [
    [huge],
    ['node', huge],
    nested,
    ['env', '-u'],
    ['node', '--'],
    ['node', '-r'],
    ['/'],
    ['-'],
    ['@'],
  ]) {
    expect(() => recognise(shipped.profiles, factsOf(argv))).not.toThrow()
  }
})

it('ships profiles that are all valid, each with its source', () => {
  expect(shipped.problems).toEqual([])
  expect(shipped.profiles.map(profile => profile.id).sort()).toEqual([
    'aider',
    'claude',
    'codex',
    'demo',
    'editor',
    'gemini',
    'grok',
    'interpreter',
    'opencode',
    'pager',
    'shell',
  ])
  expect(shipped.profiles.filter(({ source }) => source === '')).toEqual([])
})

it('ships no agent that could be typed into without a composer to prove it waits', () => {
  const agents = shipped.profiles.filter(profile => profile.class === 'agent')

  expect(agents.filter(({ composer }) => composer === undefined)).toEqual([])
})

function factsOf(argv: readonly string[]) {
  return { pid: 1, parentPid: 0, groupId: 1, startedAt: 0, cwd: '/', argv }
}

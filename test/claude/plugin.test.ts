import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HookEvent } from '#contract/hook.ts'
import { EVENTS, hookEntries } from '#claude/installer/entries.ts'
import { ROOT } from '../architecture/source-tree.ts'
import { runHook, toldBy } from '../support/hooks.ts'
import { openPuppet, type Puppet } from '../support/puppet.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

const MARKET = join(ROOT, 'resources/claude-plugin')
const PLUGIN = join(MARKET, 'comms')
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>

/** An empty word at the end of a command says nothing. */
const withoutLastBlank = (hooks: unknown) => JSON.parse(JSON.stringify(hooks).replaceAll(',""]', ']')) as unknown

describe('the plugin', () => {
  it('has no command or skill whose name is one of the built-in commands', () => {
    const { commands } = readJson(join(ROOT, 'test/fixtures/claude-commands.json')) as { commands: string[] }
    const ours = [readJson(join(PLUGIN, '.claude-plugin/plugin.json'))['name'], ...readdirSync(join(PLUGIN, 'skills'))]

    expect(commands.length).toBeGreaterThan(100)
    expect(ours.filter(name => commands.includes(name as string))).toEqual([])
  })

  it('calls the same hooks as the settings that are installed', () => {
    const { hooks } = readJson(join(PLUGIN, 'hooks/hooks.json')) as { hooks: Record<string, unknown> }
    // A plugin says where its programs are by a variable, and leaves the state folder to them.
    const programs = { hook: '${CLAUDE_PLUGIN_ROOT}/scripts/hook.sh', statusLine: '', home: '' }
    const asInstalled = EVENTS.map(event => [event, hookEntries(programs, event)])

    expect(withoutLastBlank(hooks)).toEqual(withoutLastBlank(Object.fromEntries(asInstalled)))
    expect([...EVENTS].toSorted()).toEqual([...HookEvent.options].toSorted())
  })

  it('is the one its marketplace names, of the version of this program, with programs that may be run', () => {
    const { plugins } = readJson(join(MARKET, '.claude-plugin/marketplace.json')) as { plugins: { source: string }[] }
    const scripts = readdirSync(join(PLUGIN, 'scripts'))

    expect(plugins.map(({ source }) => source)).toEqual(['./comms'])
    expect(readJson(join(PLUGIN, '.claude-plugin/plugin.json'))['version']).toBe(
      readJson(join(ROOT, 'package.json'))['version'],
    )
    expect(scripts.filter(name => (statSync(join(PLUGIN, 'scripts', name)).mode & 0o100) === 0)).toEqual([])
  })
})

describe('/comms', () => {
  let hub: TempHub
  let ada: Puppet
  let bea: Puppet
  beforeAll(async () => {
    hub = await startTempHub()
    ada = await openPuppet(hub, 'ada')
    bea = await openPuppet(hub, 'bea')
    await runHook(hub, bea, 'SessionStart')
  })
  afterAll(() => hub[Symbol.asyncDispose]())

  const skill = async (line: string) =>
    (await ada.run(['sh', join(PLUGIN, 'scripts/comms.sh')], { input: `${line}\n`, env: { COMMS_HOME: hub.home } }))
      .stdout

  it('lists the sessions, and tells what it does not know', async () => {
    expect(await skill('list')).toContain('ada (this session) · idle')
    expect(await skill('dance')).toContain('/comms does not know "dance".')
    expect(await skill('send nobody hi')).toContain('Not done: No session answers to "nobody"')
  })

  it('carries any text unchanged, and brings the answer back the same way', async () => {
    const text = String.raw`"it's" \n $(id) %s \\ <b> €` + '\nsecond line'
    const asking = skill(`ask bea ${text}`)
    await expect
      .poll(() => toldBy(hub, bea, 'Stop', {}), { timeout: 10_000 })
      .toContain(
        text
          .split('\n')
          .map(line => `> ${line}`)
          .join('\n'),
      )

    await toldBy(hub, bea, 'Stop', { stop_hook_active: true, last_assistant_message: text })

    expect(await asking).toBe(`bea answers:\n${text}\n`)
  })

  it('says so when there is no hub', async () => {
    const { code, stdout } = await ada.run(['sh', join(PLUGIN, 'scripts/comms.sh')], {
      input: 'list',
      env: { COMMS_HOME: '/nowhere' },
    })

    expect(code).toBe(0)
    expect(stdout).toContain('The Claude Comms hub is not running')
  })
})

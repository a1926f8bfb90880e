import { parse } from 'smol-toml'
import { expect, it } from 'vitest'
import { codeBlocks, readPage, sectionOf } from './page.ts'

const page = readPage('docs/guide/other-agents.md')
const SERVER = { command: 'comms', args: ['mcp'] }

it.each(['Codex', 'Grok'])('has an entry for %s that is well-formed TOML and names our server', agent => {
  const blocks = codeBlocks(sectionOf(page, agent), 'toml').map(text => parse(text))

  expect(blocks).toEqual([{ mcp_servers: { comms: SERVER } }])
})

it('has entries for Gemini CLI and both versions of OpenCode that are well-formed JSON and name our server', () => {
  const local = { type: 'local', command: ['comms', 'mcp'] }
  const [gemini] = codeBlocks(sectionOf(page, 'Gemini CLI'), 'json').map(text => JSON.parse(text) as unknown)
  const [second, first] = codeBlocks(sectionOf(page, 'OpenCode'), 'json').map(text => JSON.parse(text) as unknown)

  expect(gemini).toEqual({ mcpServers: { comms: SERVER } })
  expect(second).toMatchObject({ mcp: { servers: { comms: local } } })
  expect(first).toMatchObject({ mcp: { comms: { ...local, enabled: true } } })
})

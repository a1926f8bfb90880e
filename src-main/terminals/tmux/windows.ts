import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { TerminalWindows } from '#domain/ports.ts'
import { tagName } from '../tag-name.ts'
import { assertTypable } from '../typable.ts'
import * as commands from './commands.ts'
import type { Block } from './control-parser.ts'
import type { Place } from './place.ts'
import { failure, notFound } from './verdict.ts'

interface WindowParts {
  find(address: Address): Promise<Place>
  /** First process of the pane, as last seen. */
  rootPidOf(address: Address): number | undefined
}

/** What tmux does with its sessions, windows and panes, which people call windows, tabs and panes. */
export function createWindows({ find, rootPidOf }: WindowParts): TerminalWindows {
  /** Does it, and lists again so that what is new is known. */
  async function change(place: Place, command: string): Promise<readonly string[]> {
    const lines = answered(await place.client.run(command), place.address)
    await place.link.list()
    return lines
  }

  async function open(place: Place, command: string): Promise<Address> {
    const pane = (await change(place, command)).find(line => /^%\d+$/.test(line))
    if (pane === undefined) throw new HubError('terminal', 'tmux did not say which pane it opened.')
    return place.address.replace(/%\d+$/, pane)
  }

  return {
    async open(session, beside) {
      const place = await find(needed(beside))
      const [window = ''] = answered(await place.client.run(commands.windowOfCommand(place.pane)), place.address)
      return open(place, commands.newWindowCommand(window, session))
    },
    async openWindow(session, near) {
      return open(await find(needed(near)), commands.newSessionCommand(session))
    },
    async split(address, where, session) {
      const place = await find(address)
      return open(place, commands.splitCommand(place.pane, where, session))
    },
    async close(address) {
      const place = await find(address)
      const rootPid = rootPidOf(address)
      if (rootPid === undefined) throw notFound(address)
      const lines = answered(await place.client.run(commands.closeCommand(place.pane, rootPid)), address)
      if (!lines.includes(commands.DONE)) throw notFound(address)
      // The last pane takes the server with it, and then there is nobody left to list.
      await place.link.list().catch(() => undefined)
    },
    async setTitleOf(what, address, title) {
      assertTypable(title, false)
      const { renameSessionCommand, renameWindowCommand } = commands
      const place = await find(address)
      await change(place, (what === 'tab' ? renameWindowCommand : renameSessionCommand)(place.pane, title))
    },
    async setTag(address, name, value) {
      assertTypable(value, false)
      const { client, pane } = await find(address)
      answered(await client.run(commands.setTagCommand(pane, tagName(name), value)), address)
    },
    async findTag(address, name) {
      const { client, pane } = await find(address)
      const lines = answered(await client.run(commands.findTagCommand(pane, tagName(name))), address)
      return lines.length === 0 ? undefined : lines.join('\n')
    },
  }
}

function needed(address: Address | undefined): Address {
  if (address !== undefined) return address
  throw new HubError('bad_request', 'tmux has several servers: name a session beside which it opens.')
}

function answered(blocks: readonly Block[], address: Address): readonly string[] {
  if (blocks.length === 0 || blocks.some(block => block.failed)) throw failure(blocks, address)
  return blocks.flatMap(block => block.lines)
}

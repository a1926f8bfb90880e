import type { HubStatus, Outputs } from '#client/calls.ts'
import { createClient } from '#client/client.ts'
import { socketOf } from '#client/find-hub.ts'
import { socketLink } from '#client/socket-link.ts'
import type { CommandContext } from './context.ts'
import { printSafe } from './print-safe.ts'

/** An address that lets one browser in. */
type WebAddress = Outputs['web']['open']

/** Says that a hub answers, with its pid and home, as `up` does in either way; with `web` also where its pages are. */
export async function announceHub(context: CommandContext, status: HubStatus, web: boolean): Promise<void> {
  const address = web ? await openWeb(context) : undefined
  if (context.json) return context.output.json(address === undefined ? status : { ...status, web: address })
  await context.output.print([printSafe(`Hub ${status.version} runs: pid ${status.pid}, home ${status.home}`)])
  if (address !== undefined) await announceAddress(context, address, false)
}

/** Prints the address for a person or a program, and says whether a browser has it already. */
export async function announceAddress({ json, output }: CommandContext, web: WebAddress, isOpened: boolean) {
  if (json) return output.json(web)
  const terms = `It lets one browser in, once, within ${web.expiresInSeconds} seconds. Another one: comms open --print`
  await output.print(isOpened ? ['Opened in your browser:', web.url] : [web.url, terms])
}

function openWeb({ home }: CommandContext): Promise<WebAddress> {
  return createClient(socketLink(socketOf(home, 'hub'))).web.open()
}

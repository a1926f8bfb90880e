import { announceAddress } from '../announce-hub.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { openInBrowser } from '../open-in-browser.ts'
import { isSet } from '../options.ts'

export async function run(context: CommandContext, { options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const web = await client.web.open()
  const isOpened = !isSet(options, 'print') && !context.json && (await openInBrowser(web.url, context))
  await announceAddress(context, web, isOpened)
}

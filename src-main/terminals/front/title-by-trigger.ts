import { rmSync } from 'node:fs'
import { z } from 'zod'
import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import { writePrivateFile } from '#platform/private-file.ts'
import { askBetterTouchTool } from './ask-better-touch-tool.ts'
import type { Front } from './front.ts'

export interface TitleByTriggerParts {
  readonly front: Front
  readonly scripts: AppleScripts
  /** File that holds BetterTouchTool's shared secret, for this user alone. */
  readonly secretFile: string
  /** Where the title lies while the script runs, for this user alone: arguments can be read by others. */
  readonly titleFile: string
}

/** Titles a session of iTerm2 by BetterTouchTool, and says so only once the title is to be seen there. */
export type TitleByTrigger = (address: Address, title: string) => Promise<void>

/** Named trigger that takes the title from the clipboard, as in the preset in `resources/btt/`. */
const TRIGGER = 'Set_iTerm_Window_Title_v3'

const Answer = z.object({ shown: z.boolean() })

export function createTitleByTrigger({ front, scripts, secretFile, titleFile }: TitleByTriggerParts): TitleByTrigger {
  return async (address, title) => {
    const { result, remark } = await front.act(address, 'The title was not set', async id => {
      writePrivateFile(titleFile, title)
      try {
        const args = [TRIGGER, id, titleFile, secretFile]
        return Answer.parse(await askBetterTouchTool(scripts, 'btt-set-title', args))
      } finally {
        rmSync(titleFile, { force: true })
      }
    })
    if (result.shown) return
    throw new HubError(
      'terminal',
      ['BetterTouchTool was asked, and the title does not show', remark].filter(Boolean).join('; '),
      {
        hint: `comms doctor tells whether it has our trigger ${TRIGGER}.`,
      },
    )
  }
}

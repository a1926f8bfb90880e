import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { changeSettings } from '../install/change-settings.ts'

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  await changeSettings(context, call, true)
}

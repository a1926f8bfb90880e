import { z } from 'zod'
import { call, errors } from '../call.ts'
import { PluginState } from '../install.ts'

const where = {
  agent: z.enum(['claude']),
  /** Folder of the agent program's settings, absolute: `~/.claude`, or what CLAUDE_CONFIG_DIR says. */
  configFolder: z.string().startsWith('/').max(4_096),
}

export const installs = {
  plan: call
    .route({
      method: 'GET',
      path: '/installs',
      summary: "What installing our hooks, or taking them out, changes in an agent's settings",
    })
    .errors(errors('not_found', 'unfit'))
    .input(z.strictObject({ ...where, isRemoval: z.stringbool().default(false) }))
    .output(
      z.object({
        file: z.string(),
        /** `+ new`, `- gone`, and context; empty when there is nothing to do. */
        diff: z.array(z.string()),
        notes: z.array(z.string()),
        /** Our plugin, which brings `/comms`: installing the hooks does not install it. */
        plugin: PluginState,
        /** Names the text of the file that this plan is for. */
        digest: z.string(),
      }),
    ),
  apply: call
    .route({ method: 'POST', path: '/installs', summary: "Put our hooks into an agent's settings, or take them out" })
    .errors(errors('not_found', 'unfit', 'conflict'))
    .input(z.strictObject({ ...where, isRemoval: z.boolean().default(false), digest: z.string().max(100) }))
    .output(z.object({ file: z.string(), backup: z.string().nullable() })),
}

import { z } from 'zod'

/** Our plugin in the settings of an agent program: switched on, there but switched off, or not there. */
export const PluginState = z.enum(['on', 'off', 'absent'])
export type PluginState = z.infer<typeof PluginState>

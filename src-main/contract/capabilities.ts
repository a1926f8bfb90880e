import { z } from 'zod'

/**
 * What this hub, on this machine, through this door can do. The app offers what is here and nothing else; no component
 * asks what it runs in.
 */
export const Capabilities = z.object({
  /** Bring a session's own window to the front. */
  focusTerminal: z.boolean(),
  setTitle: z.boolean(),
  /** Start sample sessions of our own for a first try. */
  demoSessions: z.boolean(),
  changeSettings: z.boolean(),
  /** Lanes a person may ask for outright. */
  lanes: z.array(z.string()),
  submitStrategies: z.array(z.string()),
  terminals: z.array(z.object({ kind: z.string(), connected: z.boolean(), detail: z.string() })),
})
export type Capabilities = z.infer<typeof Capabilities>

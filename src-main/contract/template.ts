import { z } from 'zod'
import { Timestamp } from './ids.ts'

/** A text worth keeping, with `{{variables}}`. */
export const Template = z.object({
  name: z.string().min(1).max(80),
  body: z.string().min(1).max(65_536),
  usedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
})
export type Template = z.infer<typeof Template>

/** Variables a template may use; each has its own value for each target. */
export const VARIABLES = ['name', 'dir', 'branch', 'group', 'index'] as const
export type Variable = (typeof VARIABLES)[number]

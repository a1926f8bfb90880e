import { z } from 'zod'

/** Fields that several tools share, described once and shortly: every word here is paid for in every session. */
export const session = z.string().min(1).max(1_000).describe('name, address or folder of one session')
export const cursor = z.string().max(200).optional().describe('from an earlier answer')

import { create } from 'zustand'
import type { Schedule } from '#contract/schedule.ts'

/** Schedules by id. Written only by lib/live. */
export const useSchedules = create<{ readonly byId: Readonly<Record<string, Schedule>> }>(() => ({ byId: {} }))

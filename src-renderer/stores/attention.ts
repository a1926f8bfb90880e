import { create } from 'zustand'
import type { Attention } from '#contract/attention.ts'

/** Notification levels, and what is snoozed. Written only by lib/live. */
export const useAttention = create<Attention>(() => ({ levels: [], snoozes: [] }))

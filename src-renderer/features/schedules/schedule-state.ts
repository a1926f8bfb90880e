import { create } from 'zustand'
import type { ScheduleForm } from './schedule-form.ts'

/** What the page of schedules shows besides the schedules: state of the page alone. */
export interface ScheduleState {
  /** By its id, or by its name as a link has it. */
  readonly shown: string | null
  /** What the editor begins with, and the schedule it changes; null while it is closed. */
  readonly editing: { readonly form: ScheduleForm; readonly id: string | null } | null
}

export const useScheduleState = create<ScheduleState>(() => ({ shown: null, editing: null }))

export function showSchedule(id: string | null): void {
  useScheduleState.setState({ shown: id })
}

export function openEditor(form: ScheduleForm, id: string | null = null): void {
  useScheduleState.setState({ editing: { form, id } })
}

export function closeEditor(): void {
  useScheduleState.setState({ editing: null })
}

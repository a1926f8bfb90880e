import type { LucideIcon } from 'lucide-react'
import {
  Activity,
  CalendarClock,
  HeartPulse,
  ListChecks,
  ScrollText,
  Settings,
  SquareTerminal,
  TriangleAlert,
  Users,
} from 'lucide-react'
import type { CommandId } from '#contract/command-list.ts'

/** The places of the program, in the order of the sidebar, each with the command that goes there. */
export const PLACES = [
  { path: '/needs-you', title: 'Needs you', icon: TriangleAlert, command: 'place.needs-you' },
  { path: '/sessions', title: 'Sessions', icon: SquareTerminal, command: 'place.sessions' },
  { path: '/groups', title: 'Groups', icon: Users, command: 'place.groups' },
  { path: '/schedules', title: 'Schedules', icon: CalendarClock, command: 'place.schedules' },
  { path: '/scripts', title: 'Scripts', icon: ScrollText, command: 'place.scripts' },
  { path: '/operations', title: 'Operations', icon: ListChecks, command: 'place.operations' },
  { path: '/activity', title: 'Activity', icon: Activity, command: 'place.activity' },
  { path: '/doctor', title: 'Doctor', icon: HeartPulse, command: 'doctor.open' },
  { path: '/settings', title: 'Settings', icon: Settings, command: 'settings.open' },
] as const satisfies readonly { path: string; title: string; icon: LucideIcon; command: CommandId }[]

export type PlacePath = (typeof PLACES)[number]['path']

import type { LucideIcon } from 'lucide-react'
import { Activity, HeartPulse, Settings, SquareTerminal, TriangleAlert, Users } from 'lucide-react'

/** The places of the program, in the order of the sidebar; `key` is the digit behind Command. */
export const PLACES = [
  { path: '/needs-you', title: 'Needs you', icon: TriangleAlert, key: '1' },
  { path: '/sessions', title: 'Sessions', icon: SquareTerminal, key: '2' },
  { path: '/groups', title: 'Groups', icon: Users, key: '3' },
  { path: '/activity', title: 'Activity', icon: Activity, key: '6' },
  { path: '/doctor', title: 'Doctor', icon: HeartPulse, key: undefined },
  { path: '/settings', title: 'Settings', icon: Settings, key: ',' },
] as const satisfies readonly { path: string; title: string; icon: LucideIcon; key: string | undefined }[]

/** The three tabs of the activity page. */
export const LOG_KINDS = [
  { id: 'deliveries', title: 'Deliveries' },
  { id: 'events', title: 'Log' },
  { id: 'audit', title: 'Audit' },
] as const

export type LogKind = (typeof LOG_KINDS)[number]['id']

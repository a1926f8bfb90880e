/** The filter language, for the layers above: one parser for screen, command line, addresses and saved groups. */
export { parseFilter } from './filter-parse.ts'
export { printFilter } from './filter-print.ts'
export { matchesLogRow } from './filter-row.ts'
export { matchesSession, type SessionContext } from './filter-session.ts'
export type { Filter } from './filter-terms.ts'

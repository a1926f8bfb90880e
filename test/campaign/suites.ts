/** A test suite at its full size: what the daily run does in small. */
export interface Suite {
  readonly name: string
  readonly what: string
  readonly files: readonly string[]
  /** Only tests whose title carries this. */
  readonly title?: string
  readonly env: Readonly<Record<string, string>>
}

const FULL = { CAMPAIGN: 'full' }

/** Everything but R1, which has a runner of its own. */
export const SUITES: readonly Suite[] = [
  {
    name: 'R2',
    what: '1,000,000 fault-heavy schedules of the delivery machine, and its mutants',
    files: ['test/domain/delivery-model.test.ts'],
    env: { MODEL_RUNS: '1000000' },
  },
  {
    name: 'R5',
    what: 'settings of every database connection, full disk, failing disk, crashes, the log behind a pinned reader',
    files: ['test/store'],
    env: FULL,
  },
  {
    name: 'R6',
    what: '100 rounds of 20 hubs started at once, killed and stopped holders',
    files: ['test/platform/instance-lock.test.ts'],
    env: { COMMS_LOCK_ROUNDS: '100', COMMS_LOCK_STARTS: '20' },
  },
  {
    name: 'R8',
    what: 'swallowed Enters, burst windows, collapsed pastes, slow echoes',
    files: ['test/hub/delivery-enter.test.ts'],
    env: FULL,
  },
  {
    name: 'R9',
    what: '1,000 deliveries with a dialog that pops up within half a second of our keys',
    files: ['test/hub/dialog-race.test.ts'],
    env: FULL,
  },
  {
    name: 'R10',
    what: '2,000 messages with mixed expiries to 40 targets that are busy for an hour, a fifth of them withdrawn; order, withdrawal and expiry at real terminals',
    files: ['test/hub/busy-hour.test.ts', 'test/hub/delivery-order.test.ts'],
    title: '[R10]',
    env: FULL,
  },
  {
    name: 'R11',
    what: '540 schedules over jumps, sleep, a hub that is away and both changes of the clocks in three zones; a year of previews',
    files: ['test/hub/schedule-year.test.ts', 'test/hub/schedules.test.ts', 'test/hub/schedule-cron.test.ts'],
    env: FULL,
  },
  {
    name: 'R12',
    what: 'the connection to a simulated iTerm2 cut 500 times, after every number of bytes',
    files: ['test/terminals/iterm2/bad-days.test.ts'],
    title: '[R12]',
    env: FULL,
  },
  {
    name: 'S1',
    what: '1,000,000 runs of each property of the sanitiser, and hostile texts into real programs',
    files: ['test/domain/sanitize.test.ts', 'test/hub/delivery-hostile.test.ts'],
    env: { ...FULL, PROPERTY_RUNS: '1000000' },
  },
  {
    name: 'S2',
    what: 'shells, editors, pagers, password prompts, drafts and dialogs get no byte',
    files: ['test/hub/gate-skipped.test.ts', 'test/hub/gate-held.test.ts'],
    env: FULL,
  },
  {
    name: 'S3',
    what: 'a delivery reaches the session it was meant for, or none',
    files: ['test/hub/delivery-identity.test.ts', 'test/hub/iterm2-identity.test.ts'],
    env: FULL,
  },
  {
    name: 'S4',
    what: 'text arrives byte for byte and stands in no argument list',
    files: ['test/hub/delivery-hostile.test.ts'],
    title: '[S4]',
    env: FULL,
  },
  {
    name: 'S7',
    what: 'every route of the web door attacked by a page of another origin, by twenty ways from two places',
    files: ['test/doors/web-browser.test.ts'],
    env: FULL,
  },
  {
    name: 'S8',
    what: 'every route of the web door with more than 500 hosts and origins and four ways to have no token',
    files: ['test/doors/web-matrix.test.ts'],
    env: FULL,
  },
  {
    name: 'S9',
    what: 'folders, sockets and who may stand at their place',
    files: ['test/doors/sockets.test.ts'],
    env: FULL,
  },
  {
    name: 'S10',
    what: 'nonsense on the sockets of a hub at work, and at its MCP door',
    files: ['test/doors/fuzz.test.ts'],
    env: FULL,
  },
]

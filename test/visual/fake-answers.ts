import type { PlannedDelivery } from '#contract/delivery.ts'
import type { Group } from '#contract/group.ts'
import type { Check } from '#contract/hub-status.ts'
import type { Need } from '#contract/need.ts'
import type { Operation, OperationPart } from '#contract/operation.ts'
import type { Schedule, SchedulePreview, ScheduleRun } from '#contract/schedule.ts'
import type { Script, ScriptPlan } from '#contract/script.ts'
import type { UsageLimit } from '#contract/limit.ts'
import { makeSession } from '../bench/ui/fake-data.ts'
import type { FakeAnswers } from '../bench/ui/fake-hub.ts'

const AT = '2026-11-20T15:00:00.000Z'
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const SESSIONS = Array.from({ length: 12 }, (_, place) => makeSession(place))

const GROUPS: readonly Group[] = [
  { kind: 'fixed', name: 'api', members: SESSIONS.slice(0, 3).map(({ address }) => address), createdAt: AT },
  { kind: 'live', name: 'free', filter: 'is:idle', createdAt: AT },
]

const need = (number: number, name: string, ask: Partial<Need>): Need => ({
  id: id(number),
  kind: 'permission',
  session: { address: `tmux:default/%${number}`, name },
  tool: 'Bash',
  summary: 'npm run migrate',
  detail: 'command: npm run migrate -- --to 14\ndescription: Bring the schema of the test database to version 14',
  cwd: '/home/sam/src/project-2',
  at: AT,
  expiresAt: '2026-11-20T16:00:00.000Z',
  canAllow: true,
  canDeny: true,
  sameAs: 'migrate',
  ...ask,
})

const NEEDS: readonly Need[] = [
  need(2, 'agent-0002', {}),
  need(8, 'agent-0008', {}),
  need(3, 'agent-0003', {
    kind: 'question',
    tool: 'AskUserQuestion',
    detail: 'Which of the two layouts shall I keep?\n1. one column\n2. two columns',
    canAllow: false,
    canDeny: true,
    sameAs: 'layout',
  }),
]

/** The sessions of `SESSIONS` that have stopped with an error. */
const LIMITS = [4, 10].map((number): UsageLimit => ({
  session: { address: `tmux:default/%${number}`, name: SESSIONS[number]?.name ?? '' },
  words: "You've hit your 5-hour limit · resets 5pm (UTC)",
  source: 'hook',
  at: AT,
  resetsAt: '2026-11-20T17:01:00.000Z',
  continuesAt: null,
}))

const part = (number: number, own: Partial<OperationPart>): OperationPart => ({
  address: `tmux:default/%${number}`,
  name: `agent-000${number}`,
  role: 'tester',
  messageId: id(200 + number),
  state: 'answered',
  delivery: 'answered',
  percent: null,
  note: null,
  answer: 'All 212 tests pass.',
  answeredAt: AT,
  isLate: false,
  followUps: 0,
  ...own,
})

const OPERATIONS: readonly Operation[] = [
  {
    id: id(200),
    name: 'nightly',
    by: { kind: 'owner', name: 'owner', address: null },
    state: 'running',
    startedAt: '2026-11-20T14:40:00.000Z',
    deadline: '2026-11-20T15:40:00.000Z',
    endedAt: null,
    quorum: 4,
    parts: [
      part(0, {}),
      part(1, { answer: '210 tests pass, 2 fail:\n- wal grows\n- lock is lost' }),
      part(3, { state: 'working', delivery: 'confirmed', percent: 60, note: 'the slow ones', answer: null }),
      part(4, { state: 'waiting', delivery: 'held', answer: null, answeredAt: null }),
    ],
  },
  {
    id: id(201),
    name: 'release notes',
    by: { kind: 'owner', name: 'owner', address: null },
    state: 'gathered',
    startedAt: '2026-11-20T13:00:00.000Z',
    deadline: '2026-11-20T14:00:00.000Z',
    endedAt: '2026-11-20T13:20:00.000Z',
    quorum: 1,
    parts: [part(5, { role: 'writer', answer: 'Three lines stand in the change log.' })],
  },
]

const run = (number: number, state: ScheduleRun['state'], detail: string): ScheduleRun => ({
  id: id(number),
  scheduleId: id(100),
  cause: 'time',
  state,
  dueAt: `2026-11-${10 + number}T20:00:00.000Z`,
  startedAt: `2026-11-${10 + number}T20:00:00.000Z`,
  endedAt: `2026-11-${10 + number}T20:00:04.000Z`,
  covers: 1,
  detail,
  messageId: null,
})

const RUNS = [
  run(9, 'done', '3 confirmed'),
  run(8, 'failed', '2 confirmed, 1 failed'),
  run(7, 'done', '3 confirmed'),
  run(6, 'missed', 'the hub was not running'),
]

const schedule = (number: number, name: string, own: Partial<Schedule>): Schedule => ({
  id: id(number),
  name,
  what: {
    kind: 'message',
    to: ['@api'],
    body: 'Sum up today in three lines, and what is left.',
    messageKind: 'task',
    noReply: false,
    isTemplate: false,
    asCommand: false,
    confirmed: false,
  },
  when: { kind: 'cron', cron: '0 21 * * *', zone: 'Europe/Berlin' },
  policy: {
    overlap: 'skip',
    catchUp: 'once',
    catchUpMost: 10,
    catchUpWindowSeconds: 3_600,
    jitterSeconds: 0,
    pauseOnFailure: false,
    expiresAt: null,
    maxRuns: null,
  },
  state: 'active',
  sentence: 'At 21:00',
  nextAt: '2026-11-20T20:00:00.000Z',
  pause: null,
  ending: '',
  proposedBy: null,
  contentHash: '',
  runs: 0,
  recent: [],
  createdAt: AT,
  updatedAt: AT,
  ...own,
})

const SCHEDULES: readonly Schedule[] = [
  schedule(100, 'nightly', { runs: RUNS.length, recent: RUNS }),
  schedule(101, 'inboxes', {
    what: { kind: 'drain', to: ['is:idle'] },
    when: { kind: 'every', minutes: 20 },
    sentence: 'Every 20 minutes',
    nextAt: '2026-11-20T15:20:00.000Z',
  }),
  schedule(102, 'standup', {
    sentence: 'At 09:00, Monday through Friday',
    state: 'paused',
    nextAt: null,
    pause: { by: 'owner', note: 'until the release', at: AT },
  }),
  schedule(103, 'watch-main', { state: 'proposed', nextAt: null, proposedBy: 'agent-0002' }),
]

const PREVIEW: SchedulePreview = {
  sentence: 'At 21:00',
  next: [20, 21, 22, 23, 24].map(day => `2026-11-${day}T20:00:00.000Z`),
  warnings: [{ kind: 'collision', text: 'evening speaks to agent-0001 at the same time' }],
  targets: SESSIONS.slice(0, 3).map(({ address, name }) => ({ address, name })),
}

const script = (file: string, name: string, own: Partial<Script>): Script => ({
  id: `built-in/${file}`,
  shelf: 'built-in',
  kind: 'shell',
  file: `scripts/${file}`,
  hasHeader: true,
  hash: 'a'.repeat(64),
  problems: [],
  lastRun: null,
  name,
  description: '',
  category: 'Sessions',
  targets: 'none',
  needs: [],
  parameters: [],
  timeoutSeconds: 60,
  ...own,
})

const GREET = script('greet.sh', 'Greet', {
  description: 'Says a word to each.',
  targets: 'many',
  parameters: [
    { name: 'word', type: 'text', choices: [], default: 'hello', description: 'The word' },
    { name: 'loud', type: 'flag', choices: [], default: null, description: 'In capitals' },
  ],
  lastRun: { at: AT, state: 'done' },
})

const SCRIPTS: readonly Script[] = [
  GREET,
  script('roster.sh', 'Roster', { description: 'Who is there, as a table.' }),
  script('tile.scpt', 'Tile the windows', {
    kind: 'applescript',
    category: 'Windows',
    needs: ['iterm2'],
    problems: [{ kind: 'machine', message: 'This needs iTerm2, which is not on this machine.' }],
  }),
]

const SCRIPT_PLAN: ScriptPlan = {
  script: GREET,
  hash: 'a'.repeat(64),
  argv: ['/bin/sh', '~/scripts/greet.sh'],
  cwd: '/home/sam',
  timeoutSeconds: 60,
  starts: SESSIONS.slice(0, 2).map(({ address, name }) => ({
    target: { address, name },
    environment: { COMMS_PARAM_WORD: 'hello', COMMS_TARGET_NAME: name },
  })),
  fingerprint: 'b'.repeat(64),
  approval: { state: 'new', changed: [], previousText: null, approvedAt: null },
}

const CHECKS: readonly Check[] = [
  { id: 'node', title: 'Node', status: 'ok', detail: '24.10.0', fix: '', canMend: false },
  { id: 'tmux', title: 'tmux', status: 'ok', detail: '3.5a, 12 sessions', fix: '', canMend: false },
  {
    id: 'folder',
    title: 'State folder',
    status: 'action',
    detail: 'others may read it',
    fix: 'chmod 700 on the folder',
    canMend: true,
  },
  { id: 'iterm2', title: 'iTerm2', status: 'optional', detail: 'only on macOS', fix: '', canMend: false },
]

/** The session that a message would have to wait for. */
const BLOCKED = 'tmux:default/%2'

function plan({ to = [], body = '' }: { readonly to?: readonly string[]; readonly body?: string }) {
  const deliveries = to.map((address): PlannedDelivery => {
    const name = SESSIONS.find(session => session.address === address)?.name ?? address
    const text = body.replaceAll('{{name}}', name)
    return address === BLOCKED
      ? {
          to: { address, name },
          outcome: 'hold',
          lane: 'terminal',
          reason: 'blocked',
          detail: 'Do you want to go on?',
          text,
        }
      : {
          to: { address, name },
          outcome: 'send',
          lane: 'terminal',
          reason: null,
          detail: 'the composer is empty',
          text,
        }
  })
  return { deliveries }
}

/** What a hub that is in use answers, as far as the pictures show it. */
export const FULL: FakeAnswers = {
  '/v1/groups': () => ({ groups: GROUPS }),
  '/v1/groups/api': () => ({ group: GROUPS[0], sessions: SESSIONS.slice(0, 3), absent: [] }),
  '/v1/groups/free': () => ({ group: GROUPS[1], sessions: [SESSIONS[0], SESSIONS[6]], absent: [] }),
  '/v1/needs': () => ({ needs: NEEDS }),
  '/v1/limits': () => ({ limits: LIMITS }),
  '/v1/operations': () => ({ operations: OPERATIONS }),
  '/v1/templates': () => ({ templates: [{ name: 'who', body: 'you are {{name}}', usedAt: null, updatedAt: AT }] }),
  '/v1/messages/plan': (_, body) => plan(body as Parameters<typeof plan>[0]),
  '/v1/schedules': () => ({ schedules: SCHEDULES }),
  '/v1/schedules/preview': () => PREVIEW,
  '/v1/calendar': () => ({
    from: AT,
    to: '2026-11-21T15:00:00.000Z',
    due: [
      { scheduleId: id(100), at: '2026-11-20T20:00:00.000Z' },
      ...[20, 40].map(minute => ({ scheduleId: id(101), at: `2026-11-20T15:${minute}:00.000Z` })),
    ],
    isCut: false,
    collisions: [],
  }),
  ...Object.fromEntries(
    SCHEDULES.flatMap(one => [
      [`/v1/schedules/${one.id}`, () => ({ schedule: one, preview: PREVIEW })],
      [`/v1/schedules/${one.id}/runs`, () => ({ runs: one.id === id(100) ? RUNS : [] })],
    ]),
  ),
  '/v1/scripts': () => ({ scripts: SCRIPTS, folders: [{ shelf: 'built-in', path: '~/scripts' }], problems: [] }),
  '/v1/script': () => ({ script: GREET, text: 'echo "$COMMS_PARAM_WORD $COMMS_TARGET_NAME"\n' }),
  '/v1/scripts/runs': () => ({ runs: [] }),
  '/v1/scripts/plan': () => SCRIPT_PLAN,
  '/v1/doctor': () => ({ checks: CHECKS }),
}

/** What a hub answers that nobody has used yet. */
export const EMPTY: FakeAnswers = {
  '/v1/scripts': () => ({ scripts: [], folders: [{ shelf: 'own', path: '~/scripts' }], problems: [] }),
  '/v1/calendar': () => ({ from: AT, to: AT, due: [], isCut: false, collisions: [] }),
}

import type { Contract } from './calls.ts'

/** Method and path of one call below `/v1`; `{name}` in a path is filled from the input. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
}

type Routes = { readonly [Family in keyof Contract]: { readonly [Name in keyof Contract[Family]]: Route } }

/** The contract's routes written out, so that a caller needs no schema library to find them. A test holds both equal. */
export const ROUTES: Routes = {
  hub: {
    status: { method: 'GET', path: '/hub' },
    whoami: { method: 'GET', path: '/whoami' },
    stop: { method: 'POST', path: '/hub/stop' },
    doctor: { method: 'GET', path: '/doctor' },
    mend: { method: 'POST', path: '/doctor/mend' },
  },
  web: {
    open: { method: 'POST', path: '/web/open' },
    signOut: { method: 'POST', path: '/web/leave' },
  },
  capabilities: { get: { method: 'GET', path: '/capabilities' } },
  demo: {
    start: { method: 'POST', path: '/demo/start' },
    stop: { method: 'POST', path: '/demo/stop' },
  },
  sessions: {
    list: { method: 'GET', path: '/sessions' },
    show: { method: 'GET', path: '/session' },
    screen: { method: 'GET', path: '/screen' },
    moments: { method: 'GET', path: '/moments' },
    moment: { method: 'GET', path: '/moment' },
    focus: { method: 'POST', path: '/focus' },
    title: { method: 'POST', path: '/title' },
    submit: { method: 'POST', path: '/submit' },
    open: { method: 'POST', path: '/sessions/open' },
    tag: { method: 'POST', path: '/tag' },
    tagged: { method: 'GET', path: '/tag' },
    start: { method: 'POST', path: '/sessions' },
    close: { method: 'POST', path: '/sessions/close' },
  },
  messages: {
    send: { method: 'POST', path: '/messages' },
    plan: { method: 'POST', path: '/messages/plan' },
    receipts: { method: 'GET', path: '/messages/{messageId}' },
    retry: { method: 'POST', path: '/messages/{messageId}/retry' },
    cancel: { method: 'POST', path: '/messages/{messageId}/cancel' },
  },
  inbox: {
    list: { method: 'GET', path: '/inbox' },
    read: { method: 'POST', path: '/inbox/{messageId}/read' },
    ack: { method: 'POST', path: '/inbox/{messageId}/ack' },
  },
  asks: {
    ask: { method: 'POST', path: '/asks' },
    answer: { method: 'GET', path: '/asks/{messageId}' },
    done: { method: 'POST', path: '/asks/{messageId}/done' },
  },
  hooks: {
    report: { method: 'POST', path: '/hooks/{event}/{pid}' },
    line: { method: 'GET', path: '/statusline' },
    waiting: { method: 'GET', path: '/waiting' },
    skill: { method: 'POST', path: '/skill' },
  },
  installs: {
    plan: { method: 'GET', path: '/installs' },
    apply: { method: 'POST', path: '/installs' },
  },
  attention: {
    get: { method: 'GET', path: '/attention' },
    tells: { method: 'GET', path: '/attention/tells' },
    level: { method: 'POST', path: '/attention/level' },
    snooze: { method: 'POST', path: '/attention/snooze' },
  },
  away: {
    get: { method: 'GET', path: '/away' },
    back: { method: 'POST', path: '/away/back' },
    dismiss: { method: 'POST', path: '/away/dismiss' },
  },
  rules: {
    list: { method: 'GET', path: '/rules' },
    save: { method: 'POST', path: '/rules' },
    test: { method: 'POST', path: '/rules/{rule}/test' },
    turn: { method: 'POST', path: '/rules/{rule}/turn' },
    remove: { method: 'POST', path: '/rules/{rule}/remove' },
  },
  limits: {
    list: { method: 'GET', path: '/limits' },
    continue: { method: 'POST', path: '/limits/continue' },
    leave: { method: 'POST', path: '/limits/leave' },
  },
  quiet: {
    list: { method: 'GET', path: '/quiet' },
    set: { method: 'POST', path: '/quiet' },
    remove: { method: 'POST', path: '/quiet/remove' },
  },
  needs: {
    list: { method: 'GET', path: '/needs' },
    answer: { method: 'POST', path: '/needs/answer' },
  },
  groups: {
    list: { method: 'GET', path: '/groups' },
    show: { method: 'GET', path: '/groups/{name}' },
    save: { method: 'POST', path: '/groups' },
    remove: { method: 'POST', path: '/groups/{name}/remove' },
  },
  log: {
    list: { method: 'GET', path: '/log' },
    histogram: { method: 'GET', path: '/log/histogram' },
  },
  operations: {
    begin: { method: 'POST', path: '/operations' },
    list: { method: 'GET', path: '/operations' },
    show: { method: 'GET', path: '/operations/{id}' },
    followUp: { method: 'POST', path: '/operations/{id}/followup' },
    cancel: { method: 'POST', path: '/operations/{id}/cancel' },
    report: { method: 'POST', path: '/progress' },
  },
  settings: {
    get: { method: 'GET', path: '/settings' },
    update: { method: 'POST', path: '/settings' },
  },
  scripts: {
    list: { method: 'GET', path: '/scripts' },
    show: { method: 'GET', path: '/script' },
    plan: { method: 'POST', path: '/scripts/plan' },
    approve: { method: 'POST', path: '/scripts/approve' },
    run: { method: 'POST', path: '/scripts/run' },
    stop: { method: 'POST', path: '/scripts/runs/{runId}/stop' },
    runs: { method: 'GET', path: '/scripts/runs' },
    results: { method: 'GET', path: '/scripts/runs/{runId}' },
    output: { method: 'GET', path: '/scripts/runs/{runId}/output' },
  },
  templates: {
    list: { method: 'GET', path: '/templates' },
    save: { method: 'POST', path: '/templates' },
    use: { method: 'POST', path: '/templates/use' },
    remove: { method: 'POST', path: '/templates/remove' },
  },
  mcp: {
    clients: { method: 'GET', path: '/mcp/clients' },
    admit: { method: 'POST', path: '/mcp/clients' },
    forget: { method: 'POST', path: '/mcp/clients/{name}/forget' },
  },
  transcripts: {
    read: { method: 'GET', path: '/transcripts' },
    search: { method: 'GET', path: '/transcripts/search' },
    turn: { method: 'GET', path: '/transcripts/turn' },
  },
  schedules: {
    list: { method: 'GET', path: '/schedules' },
    show: { method: 'GET', path: '/schedules/{schedule}' },
    preview: { method: 'POST', path: '/schedules/preview' },
    save: { method: 'POST', path: '/schedules' },
    propose: { method: 'POST', path: '/schedules/propose' },
    approve: { method: 'POST', path: '/schedules/{schedule}/approve' },
    edit: { method: 'POST', path: '/schedules/{schedule}/edit' },
    pause: { method: 'POST', path: '/schedules/{schedule}/pause' },
    resume: { method: 'POST', path: '/schedules/{schedule}/resume' },
    run: { method: 'POST', path: '/schedules/{schedule}/run' },
    backfill: { method: 'POST', path: '/schedules/{schedule}/backfill' },
    remove: { method: 'POST', path: '/schedules/{schedule}/remove' },
    restore: { method: 'POST', path: '/schedules/{schedule}/restore' },
    runs: { method: 'GET', path: '/schedules/{schedule}/runs' },
    calendar: { method: 'GET', path: '/calendar' },
  },
}

import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { AsyncDisposableStack } from '@whatwg-node/disposablestack'
import { uuidv7 } from '#contract/uuid.ts'
import { indexGroups } from '#domain/groups.ts'
import type { Clock } from '#domain/ports.ts'
import { submitWayOf } from '#domain/submit-way.ts'
import type { World } from '#domain/target-resolve.ts'
import type { Lane, Way } from '#lanes/lane.ts'
import { MAILBOX } from '#lanes/mailbox-way.ts'
import { DEFAULT_TYPING, type Surveyor } from '#lanes/survey.ts'
import { createClaudeInstaller } from '#claude/installer/installer.ts'
import type { AgentInstaller } from '#domain/installer-port.ts'
import { createHookLane } from '#lanes/hook-lane.ts'
import { createTerminalLane } from '#lanes/terminal-lane.ts'
import { createAppleScripts } from '#platform/applescript/scripts.ts'
import { isOnPath } from '#platform/is-on-path.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import type { Log } from '#platform/log.ts'
import { createRandomBytes } from '#platform/random-bytes.ts'
import { createMachine } from '#platform/processes.ts'
import { isSecureInputOn } from '#platform/secure-input.ts'
import type { StateFolder } from '#platform/state-folder.ts'
import { packageVersion } from '#platform/version.ts'
import { lastEventNumber, listEventsAfter } from '#store/events.ts'
import { countActiveByState } from '#store/delivery-lists.ts'
import { listGroups } from '#store/groups.ts'
import { openStore } from '#store/open-store.ts'
import { createFront } from '#terminals/front/front.ts'
import { createTitleByTrigger } from '#terminals/front/title-by-trigger.ts'
import { createIterm2Backend } from '#terminals/iterm2/backend.ts'
import { mayHaveIterm2 } from '#terminals/iterm2/places.ts'
import { createProfileLibrary } from '#terminals/profiles/library.ts'
import { createPtyBackend } from '#terminals/pty/backend.ts'
import { forkHost, type StartHostProcess } from '#terminals/pty/host-process.ts'
import { createSubmitMethods } from '#terminals/submit/choose.ts'
import { createTmuxBackend } from '#terminals/tmux/backend.ts'
import { Announcer } from './announce.ts'
import { quietAround } from './attention/quiet-around.ts'
import { keepQuietHours } from './attention/quiet-keeper.ts'
import { keepSnoozes } from './attention/snooze-keeper.ts'
import { createDoctor } from './doctor/examine.ts'
import { entranceOf } from './enter-message.ts'
import type { Hub } from './hub.ts'
import { createHooks } from './hooks/hooks.ts'
import { housekeeping } from './housekeeping.ts'
import { keepOperations } from './operations/operation-keeper.ts'
import { Outbox } from './outbox.ts'
import type { OwnSessions } from './own-sessions.ts'
import { createDemoSessions } from './demo-sessions.ts'
import { capabilitiesOf } from './capabilities.ts'
import { followMoves } from './follow-moves.ts'
import { watchTenants } from './former-tenants.ts'
import { createPlanner } from './plan.ts'
import { createPresence } from './presence.ts'
import { Roster } from './roster.ts'
import { Scheduler } from './scheduler.ts'
import { keepScreens } from './screen-memory.ts'
import { keepSessionSubmits } from './session-submits.ts'
import { keepSettings } from './settings.ts'
import { showStates } from './show-states.ts'
import { createScripts } from './scripts/create-scripts.ts'
import { keepLimits } from './limits/limit-keeper.ts'
import { keepRules } from './rules/rule-keeper.ts'
import { createTerminals } from './terminals.ts'
import { keepTogether } from './together.ts'
import { keepWaitNotices } from './wait-notices.ts'
import { wireClaude } from './wire-claude.ts'
import { wireTranscripts } from './wire-transcripts.ts'
import { wireInbox } from './wire-inbox.ts'

export interface HubOptions {
  readonly folder: StateFolder
  readonly clock: Clock
  readonly log: Log
  /** File that owns the ptys, forked when the first session of our own starts. */
  readonly ptyHostEntry: string
  /** Starts it in another way, where this process cannot fork. */
  readonly startPtyHost?: StartHostProcess | undefined
  /** Folder of tmux's sockets: `${TMUX_TMPDIR:-/tmp}/tmux-<uid>`. */
  readonly tmuxFolder: string
  readonly startedAt: number
  requestStop(): void
}

/** A hub that runs; `close` ends it in the opposite order of its start. */
export interface RunningHub {
  readonly hub: Hub
  close(): Promise<void>
}

/** The one place that names concrete hands and wires everything. */
export async function createHub(options: HubOptions): Promise<RunningHub> {
  const { folder, clock, log } = options
  await using opened = new AsyncDisposableStack()
  const onBug = (error: unknown) => log.error({ error }, 'a bug: this should not have happened')
  const settings = keepSettings(folder.config)
  const store = opened.use(openStore(folder.db, { clock, onError: onBug }))
  const machine = createMachine()
  const library = opened.use(
    createProfileLibrary({ folders: [`${findPackageRoot()}/resources/agents`, folder.agents], clock, log }),
  )
  const pty = createPtyBackend({
    startHost: options.startPtyHost ?? (() => forkHost(options.ptyHostEntry)),
    supervised: folder.supervised,
    clock,
    log: note(log),
    scrollbackLines: settings.current.scrollbackLines,
  })
  const tmux = createTmuxBackend({
    socketFolders: [options.tmuxFolder],
    extraSockets: settings.current.tmuxSockets,
    clock,
    log: note(log),
  })
  const scripts = createAppleScripts(join(findPackageRoot(), 'scripts-applescript'))
  const home = homedir()
  const startOf = async (pid: number) => (await machine.process(pid))?.startedAt
  const iterm2 = mayHaveIterm2(home)
    ? createIterm2Backend({ home, scripts, clock, log: note(log), startOf })
    : undefined
  const roster = new Roster()
  const claude = opened.use(
    wireClaude({
      machine,
      clock,
      roster,
      folders: settings.current.claudeFolders,
      environment: process.env,
      onBug,
    }),
  )
  const terminals = opened.use(
    createTerminals([tmux, pty, claude.background, ...(iterm2 === undefined ? [] : [iterm2])]),
  )
  const takeRandom = createRandomBytes()
  const front = isOnPath('osascript')
    ? createFront({
        scripts,
        isSecureInputOn,
        ttyOf: address => terminals.list().find(terminal => terminal.address === address)?.tty,
      })
    : undefined
  const secretFile = folder.bttSecret
  const newTicket = () => Buffer.from(takeRandom(16)).toString('hex')
  const submits = createSubmitMethods(front && { front, scripts, secretFile, newTicket })
  const announcer = new Announcer(() => clock.now())
  const sessionSubmits = opened.use(keepSessionSubmits(store, announcer, onBug))
  const surveyor: Surveyor = {
    machine,
    clock,
    profiles: () => library.current(),
    toldBy: claude.toldBy,
    submitWayOf: ({ address, backend }, profile) =>
      submitWayOf({ session: sessionSubmits.of(address), profile: profile?.typing.submit }, submits.of(backend)),
  }
  const changes = { announcer, now: () => clock.now() }
  const installer = createClaudeInstaller({
    home: folder.path,
    scripts: `${findPackageRoot()}/resources/claude-plugin/comms/scripts`,
  })
  refreshPrograms(installer, log)
  const hooks = createHooks({ roster, announcer, store, clock, folder, onBug })
  opened.use(hooks.quiet)
  opened.use(hooks.lines)
  const inbox = opened.use(
    wireInbox({
      store,
      clock,
      environment: process.env,
      sessions: claude.book,
      folder: folder.replies,
      hasPlace: address => roster.find(address) !== undefined || claude.isExpected(address),
      isAlive: ({ pid, pidStartedAt }) => machine.isAlive(pid, pidStartedAt),
      hub: () => hub,
      wake: address => outbox.wake(address),
      onBug,
    }),
  )
  const lanes: readonly Lane[] = [
    inbox.lane,
    createTerminalLane({
      ...surveyor,
      backendOf: terminals.backendOf,
      submitMethod: (asked, backend, { profile, submit }, presses) => {
        const { submitKey } = profile?.typing ?? DEFAULT_TYPING
        return submits.choose(asked ?? submit.way, backend, submitKey, presses)
      },
      isAlive: identity => machine.isAlive(identity.pid, identity.pidStartedAt),
    }),
    createHookLane({
      hasHooks: address => hooks.sessions.at(address) !== undefined,
      isAsleep: address => hooks.sessions.isAsleep(address),
      isHandingOver: address => hooks.sessions.at(address)?.isHandingOver === true,
    }),
  ]
  const ways: readonly Way[] = [...lanes, MAILBOX]
  const laneNamed = (name: string) => lanes.find(lane => lane.name === name)
  const outbox = new Outbox({ ...changes, clock, store, laneNamed, onBug })
  const wake = (address: string) => outbox.wake(address)
  const quiet = () => quietAround(store.read, clock.now(), worldOf)
  const together = opened.use(keepTogether({ ...changes, clock, store, quiet, laneNamed, wake, onBug }))
  const tenants = watchTenants({ ...changes, store, roster, onBug })
  const moves = opened.use(followMoves({ ...changes, store, roster, sessions: claude.book, wake, onBug }))
  const screens = opened.use(keepScreens({ clock, settings, terminals, announcer }))
  const presence = createPresence({
    ...surveyor,
    terminals,
    roster,
    announce: event => void store.write(tx => announcer.add(tx, event)).catch(onBug),
    onLook: screens.note,
    onSeen: address => {
      tenants.look(address)
      moves.look()
      outbox.wake(address)
      together.wake(address)
    },
    onClaude: claude.meet,
    givenName: claude.givenName,
    movedTo: claude.movedTo,
    onBug,
  })
  const machineFacts = { home: homedir(), host: hostname() }
  const worldOf = (): World => {
    const context = {
      sessions: roster.sessions(),
      groups: listGroups(store.read),
      isAgent: (kind: string) => library.find(kind)?.class === 'agent',
      ...machineFacts,
      now: clock.now(),
      utcOffsetMinutes: -new Date(clock.now()).getTimezoneOffset(),
    }
    let groupsOf: World['groupsOf'] | undefined
    return { ...context, groupsOf: address => (groupsOf ??= indexGroups(context))(address) }
  }
  const version = packageVersion()
  const ownSessions: OwnSessions = {
    start: request => pty.spawn(request),
    close: address => pty.close(address),
  }
  const transcripts = wireTranscripts({
    clock,
    indexFile: folder.transcripts,
    folders: settings.current.claudeFolders,
    environment: process.env,
    sessions: claude.book,
    onBug,
  })
  opened.use(transcripts.keeper)
  const scriptLibrary = await createScripts({ folder, clock, store, announcer, machine, world: worldOf, onBug })
  let scheduler: Scheduler | undefined
  const hub: Hub = {
    version,
    clock,
    store,
    roster,
    terminals,
    screens,
    announcer,
    changes,
    outbox,
    hooks,
    installer,
    planner: createPlanner({
      ...surveyor,
      terminals,
      settings: () => settings.current,
      submitStrategies: submits.strategies,
      submitsOf: submits.of,
      ways,
      world: worldOf,
      quiet,
    }),
    scheduler: { wake: () => scheduler?.wake() },
    settings,
    ownSessions,
    claudeSessions: claude.book,
    transcripts,
    scripts: scriptLibrary,
    demoSessions: createDemoSessions(ownSessions, address => pty.list().some(one => one.address === address)),
    inbox,
    profiles: () => library.current(),
    groups: () => listGroups(store.read),
    world: worldOf,
    refresh: address => presence.read(address),
    status: () => statusOf(hub, options),
    capabilities: () => capabilitiesOf(hub),
    submitStrategies: submits.strategies,
    submitsAt: address => submits.of(terminals.backendOf(address).kind),
    sessionSubmits,
    titleByTrigger: front && createTitleByTrigger({ front, scripts, secretFile, titleFile: folder.bttTitle }),
    laneNames: ways.map(way => way.name),
    doctor: () => doctor.examine(),
    mend: check => doctor.mend(check),
    eventsAfter: (number, limit) => listEventsAfter(store.read, number, limit),
    ancestors: pid => machine.ancestors(pid),
    newId: () => uuidv7(clock.now(), takeRandom(10)),
    note: message => log.warn({}, message),
    onBug,
    requestStop: options.requestStop,
  }
  store.enterWith(entranceOf(hub))
  const doctor = createDoctor({
    hub,
    folder,
    problems: () => library.problems(),
    tmuxFolder: options.tmuxFolder,
    scripts,
    iterm2,
  })
  opened.use(library.onChange(() => presence.touchAll()))
  opened.use(housekeeping(hub))
  opened.use(claude.onChange(presence.touch))
  opened.use(claude.book.onChange(moves.look))
  opened.use(
    terminals.onChange(change => {
      if (change.kind !== 'ended') return
      claude.refresh()
      tenants.forget(change.address)
    }),
  )
  await claude.start()
  await presence.start()
  opened.defer(() => presence.close())
  opened.use(showStates(hub))
  await store.write(tx => announcer.add(tx, { type: 'hub.started', data: { pid: process.pid, version } }))
  opened.use(scriptLibrary)
  opened.defer(() => outbox.close())
  await outbox.start()
  together.start()
  const tellAgent = (address: string, words: string) => {
    hooks.sessions.tell(address, words)
    hooks.quiet.wake(address)
  }
  opened.use(keepWaitNotices({ ...changes, clock, store, tellAgent, onBug })).start()
  const operations = opened.use(keepOperations(hub))
  await operations.start()
  await opened.use(keepQuietHours(hub)).start()
  await opened.use(keepSnoozes(hub)).start()
  await opened.use(keepRules(hub)).start()
  await opened.use(keepLimits(hub)).start()
  inbox.start()
  scheduler = new Scheduler(hub)
  opened.defer(() => scheduler?.close())
  await scheduler.start()
  const closing = opened.move()
  return { hub, close: () => closing.disposeAsync() }
}

function statusOf(hub: Hub, { folder, startedAt }: HubOptions): ReturnType<Hub['status']> {
  const counts = countActiveByState(hub.store.read)
  const sessions = hub.roster.sessions()
  const byState = Object.fromEntries(
    Object.entries(Object.groupBy(sessions, session => session.state)).map(([state, of]) => [state, of.length]),
  )
  return {
    running: true,
    pid: process.pid,
    version: hub.version,
    startedAt: new Date(startedAt).toISOString(),
    home: folder.path,
    sockets: { hub: folder.hubSocket, agent: folder.agentSocket },
    url: hub.webUrl ?? null,
    sessions: { total: sessions.length, byState },
    queue: { queued: counts.queued ?? 0, held: counts.held ?? 0 },
    lastEvent: lastEventNumber(hub.store.read),
  }
}

/** What settings call must fit this version; a record that cannot be read is the doctor's matter. */
function refreshPrograms(installer: AgentInstaller, log: Log): void {
  try {
    installer.refresh()
  } catch (error) {
    log.warn({ error }, 'the programs that agents call as hooks were not renewed')
  }
}

function note(log: Log) {
  return (message: string, data?: Record<string, unknown>) => log.info(data ?? {}, message)
}

import type { SimulatedApp } from './app.ts'
import { isLine37 } from './behaviours.ts'
import { evaluate } from './interpolate.ts'
import type { Job, Jobs } from './jobs.ts'
import type { SimulatedTab, SimulatedWindow } from './layout.ts'
import type { SimulatedSession } from './session.ts'
import { textOf, type Value } from './value.ts'

type Table = ReadonlyMap<string, Value>

/** Reads the variables of every scope, as they are now. */
export class Variables {
  readonly #app: SimulatedApp
  readonly #jobs: Jobs

  constructor(app: SimulatedApp, jobs: Jobs) {
    this.#app = app
    this.#jobs = jobs
  }

  ofApp(): Table {
    return table({ pid: this.#app.pid, localhostName: 'localhost', effectiveTheme: 'dark' }, this.#app.userVariables)
  }

  ofWindow(window: SimulatedWindow): Table {
    return table(
      {
        id: window.id,
        number: window.number + 1,
        frame: [window.frame.origin.x, window.frame.origin.y, window.frame.size.width, window.frame.size.height],
        style: 'normal',
        isHotkeyWindow: Number(window.isHotkey),
        titleOverrideFormat: window.titleOverride ?? null,
        titleOverride: evaluated(window.titleOverride, window.userVariables),
      },
      window.userVariables,
    )
  }

  ofTab(tab: SimulatedTab): Table {
    const override = evaluated(tab.titleOverride, tab.userVariables)
    return table(
      {
        id: tab.id,
        title: override ?? this.nameOf(tab.active),
        titleOverrideFormat: tab.titleOverride ?? null,
        titleOverride: override,
      },
      tab.userVariables,
    )
  }

  ofSession(session: SimulatedSession): Table {
    const job = this.#jobs.of(session)
    const place = this.#app.placeOf(session)
    const tabFacts = place === undefined ? [] : [...this.ofTab(place.tab)]
    return new Map([
      ...table(
        {
          id: session.id,
          termid: this.#app.termId(session),
          tty: session.tty ?? null,
          pid: session.pid ?? null,
          effective_root_pid: session.pid ?? null,
          ...jobVariables(job, isLine37(this.#app.behaviours)),
          path: session.cwd,
          hostname: 'localhost',
          username: 'user',
          name: this.nameOf(session),
          presentationName: this.nameOf(session),
          autoNameFormat: session.autoNameFormat,
          autoName: session.autoName,
          terminalIconName: session.iconName ?? null,
          terminalWindowName: session.windowName ?? null,
          profileName: session.profile,
          showingAlternateScreen: Number(session.isAlternate),
          mouseReportingMode: -1,
          bellCount: session.bellCount,
          columns: session.columns,
          rows: session.rows,
          creationTimeString: session.createdAt.toISOString(),
          tmuxRole: null,
        },
        session.userVariables,
      ),
      ...tabFacts.map(([name, value]) => [`tab.${name}`, value] as const),
    ])
  }

  /** The computed name: the base name, and the job behind it as the profile's title says. */
  nameOf(session: SimulatedSession): string {
    const job = this.#jobs.of(session)
    return job === undefined ? session.autoName : `${session.autoName} (${job.name})`
  }
}

function jobVariables(job: Job | undefined, is37: boolean): Readonly<Record<string, Value>> {
  return {
    jobPid: job?.pid ?? null,
    jobName: job?.name ?? null,
    processTitle: job?.title ?? null,
    commandLine: job?.commandLine ?? null,
    ...(is37 && { deepestJob: job?.name ?? null, foregroundJobAncestors: job?.title.toLowerCase() ?? null }),
  }
}

function table(own: Readonly<Record<string, Value>>, user: ReadonlyMap<string, Value>): Map<string, Value> {
  const all = new Map<string, Value>(Object.entries(own))
  for (const [name, value] of user) all.set(`user.${name}`, value)
  return all
}

/** A title that was set, with the variables of its own that stand in it. */
function evaluated(title: string | undefined, user: ReadonlyMap<string, Value>): string | null {
  return title === undefined ? null : evaluate(title, path => textOf(user.get(path.replace(/^user\./, ''))))
}

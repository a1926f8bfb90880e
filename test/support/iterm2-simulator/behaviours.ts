/** What the simulated iTerm2 does differently from a good day; every switch can be turned while it runs. */
export interface Behaviours {
  /**
   * What the upgrade's answer says; `1.11` is iTerm2 3.5 to 3.6, `1.17` is 3.7, `1.18` a later one that tells what is
   * shown beside a tab. Null leaves the header out.
   */
  protocolVersion: string | null
  /** A script can read what is shown beside a tab, in a version that may have it. */
  knowsStatus: boolean
  /** The person allowed all programs: no cookie is asked for. */
  allowAll: boolean
  /** Whether macOS lets us send Apple events. `refused` is error -1743. */
  automation: 'granted' | 'refused'
  /** iTerm2 runs, as AppleScript sees it. Its socket answers regardless: a test turns both off. */
  isRunning: boolean
  /** A dialog is open in iTerm2: requests are kept and answered when it is closed. */
  modal: boolean
  /** Answers of create tab, split and functions come so much later than the deed, in milliseconds. */
  slowReply: number
  /** The next of these requests are cut, once each, after so many bytes of the frame; beyond it, of the answer. */
  cut: { readonly request: string; readonly afterBytes: number } | null
  /** Ends connections without a close frame. */
  dropRudely: boolean
  /** The kernel's name of the process in front, in place of the real one: `node`, `2.1.144`, `caffeinate`. */
  jobName: string | null
  /** iTerm2 is the active program: jobs are looked at every half second, else every five. */
  isActive: boolean
  /** Time within which two writes to a session become one read of its program, in milliseconds. */
  mergeWrites: number
  /** Programs' titles (OSC 0 and 1) replace the name a script gave the session. */
  programsRename: boolean
  /** AppleScript: pretends that another program was brought to the front just before it is asked. */
  focusIsStolen: boolean
  /** AppleScript: BetterTouchTool, and which of our triggers it has. */
  betterTouchTool: { isRunning: boolean; allowsScripts: boolean; triggers: readonly string[] } | null
  secureInput: boolean
}

/** A good day with the stable version. */
export function goodDay(): Behaviours {
  return {
    protocolVersion: '1.11',
    knowsStatus: true,
    allowAll: false,
    automation: 'granted',
    isRunning: true,
    modal: false,
    slowReply: 20,
    cut: null,
    dropRudely: false,
    jobName: null,
    isActive: true,
    mergeWrites: 2,
    programsRename: true,
    focusIsStolen: false,
    betterTouchTool: {
      isRunning: true,
      allowsScripts: true,
      triggers: ['Set_iTerm_Window_Title_v3', 'press_enter'],
    },
    secureInput: false,
  }
}

/** Whether the simulated version has what came with 3.7. */
export function isLine37(behaviours: Behaviours): boolean {
  return minorOf(behaviours) >= 14
}

/** Whether a script can read what is shown beside a tab. */
export function tellsStatus(behaviours: Behaviours): boolean {
  return minorOf(behaviours) >= 18 && behaviours.knowsStatus
}

function minorOf({ protocolVersion }: Behaviours): number {
  return protocolVersion?.startsWith('1.') === true ? Number(protocolVersion.slice(2)) : 0
}

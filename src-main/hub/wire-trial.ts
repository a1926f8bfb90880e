import { homedir } from 'node:os'
import { join } from 'node:path'
import { tryFrame, type TrialResult } from '#claude/trial/try-frame.ts'
import { chooseTrial, type InstalledClaude } from '#domain/frame-trial.ts'
import type { Clock } from '#domain/ports.ts'
import type { InboxVersions } from '#lanes/inbox-versions.ts'
import { findProgram } from '#platform/find-program.ts'
import { RunError, runProcess } from '#platform/run-process.ts'

export interface TrialParts {
  readonly clock: Clock
  readonly environment: NodeJS.ProcessEnv
  readonly versions: InboxVersions
}

/** Tries versions of Claude Code that nobody has sent a message to yet, so that no message is the first. */
export interface Trials {
  /** Tries those of these versions that can be tried; resolves when it is known what came of it. */
  run(versions: readonly string[]): Promise<void>
  /** Why a version was not tried, or why its trial told nothing. */
  whyNot(version: string): string | undefined
  /** What told nothing may be tried again. */
  forget(): void
}

/** Where installers of Claude Code put it, besides the PATH, which is short for a program started by the system. */
const PLACES = [
  join(homedir(), '.local', 'bin'),
  join(homedir(), '.claude', 'local'),
  '/opt/homebrew/bin',
  '/usr/local/bin',
]

export function wireTrial({ clock, environment, versions }: TrialParts): Trials {
  const whyNot = new Map<string, string>()
  const tried = new Set<string>()
  let running: Promise<void> = Promise.resolve()

  async function tryAll(asked: readonly string[]): Promise<void> {
    const open = asked.filter(isOpen)
    if (open.length === 0) return
    const installed = await findInstalled(environment)
    for (const version of open) {
      const choice = chooseTrial(version, versions.isProved(version), installed)
      if (choice.kind === 'watch') whyNot.set(version, choice.why)
      else if (choice.kind === 'try') conclude(version, await tryFrame(choice.claude.file, clock))
    }
  }

  function isOpen(version: string): boolean {
    return !versions.isProved(version) && versions.whyOff(version) === undefined && !tried.has(version)
  }

  function conclude(version: string, { kind, evidence }: TrialResult): void {
    tried.add(version)
    if (kind === 'taken') versions.proved(version, evidence)
    else if (kind === 'not_taken') versions.notTaken(version, evidence)
    else whyNot.set(version, evidence)
  }

  return {
    // One after another: whoever asks meanwhile is told what the first one found.
    run: asked => (running = running.catch(() => undefined).then(() => tryAll(asked))),
    whyNot: version => whyNot.get(version),
    forget: () => tried.clear(),
  }
}

async function findInstalled(environment: NodeJS.ProcessEnv): Promise<readonly InstalledClaude[]> {
  const path = [environment['PATH'] ?? '', ...PLACES].join(':')
  const named = environment['COMMS_CLAUDE_BIN']
  const files = [named === '' ? undefined : named, findProgram('claude', path)].filter(file => file !== undefined)
  const found = await Promise.all([...new Set(files)].map(async file => ({ file, version: await versionOf(file) })))
  return found.flatMap(({ file, version }) => (version === undefined ? [] : [{ file, version }]))
}

async function versionOf(file: string): Promise<string | undefined> {
  try {
    const { stdout } = await runProcess(file, ['--version'])
    return stdout.trim().split(' ')[0]
  } catch (error) {
    if (error instanceof RunError) return undefined
    throw error
  }
}

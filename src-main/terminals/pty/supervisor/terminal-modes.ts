import { spawnSync } from 'node:child_process'
import { HubError } from '#contract/errors.ts'

/**
 * Settings of a terminal as `stty -g` writes them. Node's own raw mode is not used: it leaves the terminal to turn line
 * feeds into two characters, which is not what the program wrote.
 */
export interface TerminalModes {
  readonly before: string
  /** Every byte as it is, in both directions. */
  readonly raw: string
}

const MAKE_RAW = 'stty -g && stty raw -echo -iexten && stty -g'

/** Makes the terminal on standard input raw. Fails with `terminal` when it does not let itself be. */
export function makeRaw(): TerminalModes {
  const { status, stdout } = run('/bin/sh', ['-c', MAKE_RAW])
  const [before = '', raw = ''] = stdout.trim().split('\n')
  if (status === 0 && before !== '' && raw !== '') return { before, raw }
  throw new HubError('terminal', 'The settings of this terminal cannot be read or changed.')
}

/** A terminal that is gone has no settings, and that is no matter. */
export function setModes(modes: string): void {
  run('stty', [modes])
}

function run(program: string, args: readonly string[]) {
  return spawnSync(program, args, { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' })
}

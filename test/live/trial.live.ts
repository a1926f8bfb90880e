import { expect, it } from 'vitest'
import { tryFrame } from '#claude/trial/try-frame.ts'
import { createSystemClock } from '#platform/clock.ts'
import { describeLive } from './bench.ts'
import { findClaude } from './find-claude.ts'

describeLive('the trial that the doctor makes of a version', () => {
  it('shows that a real Claude Code takes our frame', async () => {
    const claude = await findClaude()

    const result = await tryFrame(claude.kind === 'found' ? claude.binary : '', createSystemClock())

    expect(result).toEqual({ kind: 'taken', evidence: 'in a trial by the doctor it stood in the transcript' })
  })
})

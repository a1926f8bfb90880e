import { accessSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, the longest first. What is short fills the time that is left beside the last of them. */
const LONGEST = [
  'hub/crash.test.ts',
  'e2e/accessibility.test.ts',
  'visual/visual.test.ts',
  'e2e/places.test.ts',
  'e2e/shell-page.test.ts',
  'hub/calls-agents.test.ts',
  'hub/delivery-hostile.test.ts',
  'hub/delivery-enter.test.ts',
  'e2e/choose.test.ts',
  'e2e/send.test.ts',
  'hub/inbox-lane.test.ts',
  'doors/fuzz.test.ts',
  'e2e/scripts.test.ts',
  'e2e/reconnect.test.ts',
  'e2e/keyboard.test.ts',
  'e2e/operations.test.ts',
  'e2e/compose-page.test.ts',
  'doors/sockets.test.ts',
  'cli/package.test.ts',
  'terminals/tmux-calm.test.ts',
  'terminals/tmux-servers.test.ts',
  'doors/web-browser.test.ts',
  'hub/delivery-order.test.ts',
  'e2e/schedules.test.ts',
].map(name => fileURLToPath(new URL(name, import.meta.url)))

/**
 * On a fresh checkout nothing is known of how long a file takes, and a long one that is begun last is waited for by
 * everything else.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    for (const file of LONGEST) accessSync(file)
    const places = new Map(LONGEST.map((file, place) => [file, place]))
    const placeOf = ({ moduleId }: TestSpecification) => places.get(moduleId) ?? LONGEST.length
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}

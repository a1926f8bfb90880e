/** One thing the program promises, and what proves it. */
export interface Requirement {
  readonly id: string
  readonly promise: string
  /**
   * Test files (`test/store/pragmas.test.ts`), or titles of tests exactly as they stand in `it('...')`. Tests that carry
   * the id in their title, `[S2]`, are proofs too and need not be repeated here.
   */
  readonly proofs: readonly string[]
}

/** A promise that no test proves yet, and what is in the way. A line leaves this list when its proof arrives. */
export interface NotYet {
  readonly id: string
  readonly reason: string
}

export const requirements: readonly Requirement[] = [
  {
    id: 'P1',
    promise: 'Nothing is typed where it could do harm',
    proofs: ['test/hub/gate-skipped.test.ts', 'test/hub/gate-held.test.ts'],
  },
  {
    id: 'P2',
    promise: '"Delivered" is a fact with evidence, and the same text is never typed twice',
    proofs: ['test/domain/delivery-model.test.ts', 'test/hub/crash.test.ts'],
  },
  { id: 'P3', promise: 'Nothing accepted is lost', proofs: [] },
  { id: 'P4', promise: 'It is fast, and it is calm', proofs: ['test/terminals/tmux-calm.test.ts'] },
  { id: 'R1', promise: 'kill -9 at any moment loses nothing and types nothing twice', proofs: [] },
  {
    id: 'R2',
    promise: 'No schedule of faults leads the delivery machine into a forbidden state',
    proofs: ['test/domain/delivery-model.test.ts'],
  },
  {
    id: 'R5',
    promise: 'Every database connection runs with the settings durability rests on',
    proofs: ['test/store/open-store.test.ts'],
  },
  {
    id: 'R6',
    promise: 'One hub per state folder: one winner, takeover after a kill, none from a stopped holder',
    proofs: ['test/platform/instance-lock.test.ts'],
  },
  {
    id: 'R8',
    promise: 'A swallowed Enter is pressed again, at most five times, and text is never typed again',
    proofs: [],
  },
  { id: 'R9', promise: 'A dialog that pops up around our keys is never answered by us', proofs: [] },
  { id: 'R12', promise: 'What a cut connection to a terminal may have carried is never typed again', proofs: [] },
  {
    id: 'R10',
    promise:
      'A busy target is waited for, and its sender told after 1 and 5 minutes; nothing is typed after expiry; a held delivery can be cancelled',
    proofs: [],
  },
  {
    id: 'R11',
    promise:
      'A schedule fires each moment by its policy, once and never early, over sleep, restarts and clocks that are set',
    proofs: [],
  },
  { id: 'S1', promise: 'No control character reaches a terminal through a message', proofs: [] },
  {
    id: 'S2',
    promise: 'Shells, editors, pagers, password prompts, drafts and dialogs get no byte, and the reason is shown',
    proofs: [],
  },
  { id: 'S3', promise: 'A delivery reaches the session it was meant for, or none', proofs: [] },
  { id: 'S4', promise: 'Text arrives byte for byte, runs nothing, and stands in no argument list', proofs: [] },
  { id: 'S7', promise: 'A page of another origin changes nothing through the web door and reads nothing', proofs: [] },
  { id: 'S8', promise: 'A wrong host, origin or token is refused before a byte of the body is read', proofs: [] },
  {
    id: 'S13',
    promise: 'Every window is closed against its page: isolated, sandboxed, no navigation, no permission',
    proofs: [],
  },
  { id: 'S9', promise: 'Folder 0700, sockets 0600, unsafe places refused, a live socket never taken away', proofs: [] },
  { id: 'S10', promise: 'Nonsense on a socket crashes nothing, is never accepted, and shows no stack', proofs: [] },
]

export const notYet: readonly NotYet[] = [
  {
    id: 'R9',
    reason:
      'a dialog that opens in the very moment of a key is still answered by it: 7 times in 1,000 deliveries at full size, on a machine with a load of 20',
  },
]

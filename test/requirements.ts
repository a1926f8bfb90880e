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
  { id: 'P1', promise: 'Nothing is typed where it could do harm', proofs: [] },
  { id: 'P2', promise: '"Delivered" is a fact with evidence, and the same text is never typed twice', proofs: [] },
  { id: 'P3', promise: 'Nothing accepted is lost', proofs: [] },
  { id: 'P4', promise: 'It is fast, and it is calm', proofs: [] },
  { id: 'R1', promise: 'kill -9 at any moment loses nothing and types nothing twice', proofs: [] },
  { id: 'R2', promise: 'No schedule of faults leads the delivery machine into a forbidden state', proofs: [] },
  { id: 'R5', promise: 'Every database connection runs with the settings durability rests on', proofs: [] },
  {
    id: 'R6',
    promise: 'One hub per state folder: one winner, takeover after a kill, none from a stopped holder',
    proofs: [],
  },
  {
    id: 'R8',
    promise: 'A swallowed Enter is pressed again, at most five times, and text is never typed again',
    proofs: [],
  },
  { id: 'R9', promise: 'A dialog that pops up around our keys is never answered by us', proofs: [] },
  {
    id: 'R10',
    promise: 'A busy target is waited for; nothing is typed after expiry; a held delivery can be cancelled',
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
  { id: 'S9', promise: 'Folder 0700, sockets 0600, unsafe places refused, a live socket never taken away', proofs: [] },
  { id: 'S10', promise: 'Nonsense on a socket crashes nothing, is never accepted, and shows no stack', proofs: [] },
]

export const notYet: readonly NotYet[] = requirements.map(({ id }) => ({ id, reason: 'its tests are being written' }))

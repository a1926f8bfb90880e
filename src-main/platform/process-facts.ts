/** A process, as the machine tells it. Satisfies the port of the same name, where each member is explained. */
export interface ProcessFacts {
  readonly pid: number
  readonly parentPid: number
  readonly groupId: number
  readonly startedAt: number
  readonly argv: readonly string[]
  readonly cwd: string
}

/** Where one process stands among the others: enough to find who is in front of a tty. */
export interface ProcessPlace {
  readonly pid: number
  readonly parentPid: number
  readonly groupId: number
  /** Foreground process group of its controlling terminal; 0 or less when it has none. */
  readonly foregroundGroup: number
}

export interface Root {
  readonly rootPid: number
  readonly tty: string
}

/** One way of looking at the process table. */
export interface ProcessSource {
  foregrounds(roots: readonly Root[]): Promise<ReadonlyMap<string, ProcessFacts>>
  process(pid: number): Promise<ProcessFacts | undefined>
  /** Parent of a process, by one look at as much of the table as it takes. */
  ancestors(pid: number): Promise<readonly number[]>
  environment(pid: number, names: readonly string[]): Promise<Readonly<Record<string, string>>>
}

/**
 * Who is in front when the leader of the foreground group has ended and its group lives on, as in `cat notes | less`
 * after `cat` is done: the last program of the pipeline, not a helper one of them started.
 */
export function findSurvivor<Place extends ProcessPlace>(all: Iterable<Place>, group: number): Place | undefined {
  const members = [...all].filter(place => place.groupId === group)
  const pids = new Set(members.map(member => member.pid))
  return members
    .filter(member => !pids.has(member.parentPid))
    .reduce<Place | undefined>((last, member) => (last && last.pid > member.pid ? last : member), undefined)
}

/** Deepest chain of parents that is followed. A table read while processes come and go can even hold a ring. */
const DEEPEST = 64

/** Parents of `pid`, nearest first, up to the first process; without `pid` itself. */
export function climb(pid: number, parentOf: (pid: number) => number | undefined): readonly number[] {
  const chain: number[] = []
  for (let next = parentOf(pid); next !== undefined && next > 0 && chain.length < DEEPEST; next = parentOf(next)) {
    chain.push(next)
  }
  return chain
}

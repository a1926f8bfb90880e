/** One session that edited a file. */
export interface Editor {
  readonly address: string
  readonly name: string
}

interface Edit extends Editor {
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Something one session should hear of another's edit. */
export interface EditNotice {
  readonly to: string
  readonly text: string
}

/** Edits older than this are no news, in milliseconds. */
const RECENT = 2 * 3_600_000
/** Files remembered; the one that was edited longest ago is forgotten first. */
const REMEMBERED = 5_000

/** Who edited which file lately. Two sessions that meet in one file are told of each other, once for each file. */
export class FileEdits {
  readonly #edits = new Map<string, Map<string, Edit>>()
  readonly #told = new Set<string>()

  /** Notes an edit; both sides of each new meeting are to be told. */
  note(path: string, { address, name }: Editor, now: number): readonly EditNotice[] {
    const known = this.#edits.get(path) ?? new Map<string, Edit>()
    const others = [...known.values()].filter(edit => edit.address !== address && now - edit.at <= RECENT)
    known.set(address, { address, name, at: now })
    this.#remember(path, known)
    return others
      .filter(other => this.#isNews(path, address, other.address))
      .flatMap(other => [
        { to: address, text: tell(path, other, now - other.at) },
        { to: other.address, text: tell(path, { address, name }, 0) },
      ])
  }

  #isNews(path: string, one: string, other: string): boolean {
    const key = JSON.stringify([path, ...[one, other].toSorted()])
    if (this.#told.has(key)) return false
    this.#told.add(key)
    const [oldest] = this.#told
    if (this.#told.size > REMEMBERED && oldest !== undefined) this.#told.delete(oldest)
    return true
  }

  #remember(path: string, edits: Map<string, Edit>): void {
    this.#edits.delete(path)
    this.#edits.set(path, edits)
    const [oldest] = this.#edits.keys()
    if (this.#edits.size > REMEMBERED && oldest !== undefined) this.#edits.delete(oldest)
  }
}

function tell(path: string, { name, address }: Editor, ageMs: number): string {
  const minutes = Math.round(ageMs / 60_000)
  const when = minutes < 1 ? 'just now' : `${minutes} min ago`
  return `Claude Comms: ${path} was also edited by the session ${name} (${address}) ${when}; its changes may overlap with those made here.`
}

import { create } from 'zustand'
import { COMMANDS, getCommand, type Command, type CommandId } from '#contract/command-list.ts'

interface Registration {
  run(): void
  isEnabled(): boolean
}

/** What each command would do now. The last one to register a command has it, until it leaves. */
export type Registry = Readonly<Partial<Record<CommandId, readonly Registration[]>>>

/** Commands that a feature on the page can carry out. What nobody registered is offered nowhere. */
export const useRegistry = create<Registry>(() => ({}))

/** Offers a command for as long as the feature is there. @returns takes it back */
export function registerCommand(id: CommandId, run: () => void, isEnabled: () => boolean = () => true): () => void {
  const registration: Registration = { run, isEnabled }
  useRegistry.setState(registry => ({ [id]: [...(registry[id] ?? []), registration] }))
  return () => {
    useRegistry.setState(registry => ({ [id]: registry[id]?.filter(one => one !== registration) ?? [] }))
  }
}

/** True when some feature on the page can do it, now or once what it needs is there. */
export function isOffered(id: CommandId): boolean {
  return find(id) !== undefined
}

export function isEnabled(id: CommandId): boolean {
  return find(id)?.isEnabled() === true
}

/** Carries a command out. @returns false when nothing on the page can do it now */
export function runCommand(id: CommandId): boolean {
  const registration = find(id)
  if (registration?.isEnabled() !== true) return false
  registration.run()
  return true
}

/** Every command the page offers, in the order of the menus. */
export function listOffered(): readonly Command[] {
  return COMMANDS.filter(({ id }) => isOffered(id)).map(({ id }) => getCommand(id))
}

function find(id: CommandId): Registration | undefined {
  return useRegistry.getState()[id]?.at(-1)
}

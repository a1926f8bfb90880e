import { HubError } from '#contract/errors.ts'
import type { Script } from '#contract/script.ts'
import { findIterm2Python, findProgram } from '#platform/find-program.ts'
import type { ScriptPlaces } from './places.ts'

/** Shells a first line may ask for; anything else there is run by the usual one. */
const SHELLS = ['bash', 'zsh', 'dash', 'ksh']

/** The program that runs a script, found now, as the first words of its argv. */
export function interpreterOf(places: ScriptPlaces, script: Script, text: string | null): readonly string[] {
  const { path } = places.surroundings
  const find = (name: string) => findProgram(name, path) ?? missing(script, name)
  switch (script.kind) {
    case 'shell': {
      const asked = /^#!.*?(?:\/|\s)([a-z]+)\s*(?:-.*)?$/m.exec(firstLine(text))?.[1] ?? ''
      return [SHELLS.includes(asked) ? find(asked) : '/bin/sh']
    }
    case 'python':
      return [(script.needs.includes('iterm2') ? findPythonForIterm2(places) : undefined) ?? find('python3')]
    case 'javascript':
      // The app's own binary is not allowed to be a Node.
      return [process.versions['electron'] === undefined ? process.execPath : find('node')]
    case 'applescript':
      return [find('osascript')]
  }
}

/** The Python for scripts that use iTerm2's library: the one iTerm2 brought along, which has it, else the usual one. */
export function findPythonForIterm2({ iterm2Support, surroundings }: ScriptPlaces): string | undefined {
  return findIterm2Python(iterm2Support) ?? findProgram('python3', surroundings.path)
}

function firstLine(text: string | null): string {
  return (text ?? '').split('\n', 1)[0] ?? ''
}

function missing(script: Script, program: string): never {
  throw new HubError('unsupported', `${script.name} is run by ${program}, which is not on the PATH`, {
    hint: `Install ${program}, or start the hub from a shell that has it.`,
    data: { what: program },
  })
}

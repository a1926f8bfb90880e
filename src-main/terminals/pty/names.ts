import { basename } from 'node:path'

const LONGEST_NAME = 64
const LONGEST_TITLE = 200

/** A name for people: what was asked for, else the program's base name, with a number when it is taken. */
export function chooseName(wanted: string | undefined, program: string, isTaken: (name: string) => boolean): string {
  const base =
    displayText(wanted ?? '', LONGEST_NAME).trim() || displayText(basename(program), LONGEST_NAME).trim() || 'session'
  let name = base
  for (let number = 2; isTaken(name); number++) name = `${base}-${number}`
  return name
}

/** A title as it may be shown: any program may set any, so it is cut and loses its control characters. */
export function cleanTitle(title: string): string {
  return displayText(title, LONGEST_TITLE)
}

/** Cut, without control characters and without halves of characters. The first cut keeps a title of megabytes cheap. */
function displayText(text: string, longest: number): string {
  const plain = text.slice(0, longest * 4).replace(/\p{Cc}+/gu, '')
  return plain.slice(0, longest).replace(/\p{Cs}+/gu, '')
}

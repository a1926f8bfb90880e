import type { ScriptKind } from '#contract/script.ts'

const KINDS: Readonly<Record<string, ScriptKind>> = {
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  command: 'shell',
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  applescript: 'applescript',
  scpt: 'applescript',
}

const COMMENT_MARKS: Readonly<Record<ScriptKind, readonly string[]>> = {
  shell: ['#'],
  python: ['#'],
  javascript: ['//'],
  applescript: ['--', '#'],
}

/** What a file is by the ending of its name; nothing for a file that is no script. */
export function kindOfScript(fileName: string): ScriptKind | undefined {
  const ending = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined
}

/** A file name without the ending that made it a script. */
export function stemOfScript(fileName: string): string {
  return kindOfScript(fileName) === undefined ? fileName : fileName.replace(/\.[a-z]+$/i, '')
}

/** The lines of the comment a file begins with, without their marks, each with its number from 1. */
export function leadingComment(
  text: string,
  kind: ScriptKind,
): readonly { readonly at: number; readonly line: string }[] {
  const marks = COMMENT_MARKS[kind]
  const lines: { at: number; line: string }[] = []
  for (const [index, raw] of text.split('\n', MOST_LINES).entries()) {
    const line = raw.trim()
    if (index === 0 && line.startsWith('#!')) continue
    const mark = marks.find(each => line.startsWith(each))
    if (mark === undefined && line !== '') break
    lines.push({ at: index + 1, line: line.slice(mark?.length ?? 0).trim() })
  }
  return lines
}

/** A header is at the top; what a file holds below this many lines is not looked at. */
const MOST_LINES = 200

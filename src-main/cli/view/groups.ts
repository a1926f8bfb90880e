import type { Outputs } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'

type Group = Outputs['groups']['save']

export function groupLine(group: Group): string {
  const meaning = group.kind === 'fixed' ? group.members.join(', ') : `whoever matches ${group.filter}`
  return printSafe(`@${group.name}: ${meaning}`)
}

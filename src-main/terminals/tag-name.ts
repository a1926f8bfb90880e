import { HubError } from '#contract/errors.ts'

/** The name of a tag, in a form that every terminal takes. */
export function tagName(name: string): string {
  if (/^[A-Za-z]\w{0,63}$/.test(name)) return name
  throw new HubError('bad_request', `"${name}" cannot name a tag: letters and digits only.`)
}

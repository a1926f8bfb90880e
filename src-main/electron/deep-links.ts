import { Opening } from '#contract/shell.ts'
import { LINK_SCHEME } from './origin.ts'

/** Longest link that is looked at, in characters; a message's own limit is in `Opening`. */
const LONGEST_LINK = 100_000

/**
 * What a link from outside opens, or undefined when it is not one of ours. Anybody can make a link, so it may only show
 * a view or fill in a composer; there is no link that sends, approves or runs.
 *
 * `claude-comms://session/<id>`, `claude-comms://send?to=&text=` (`to` may be repeated), `claude-comms://schedule/<id>`,
 * `claude-comms://log?q=`
 */
export function parseDeepLink(link: string): Opening | undefined {
  const url = link.length <= LONGEST_LINK ? URL.parse(link) : null
  if (url === null || url.protocol !== `${LINK_SCHEME}:` || url.username !== '' || url.password !== '') return undefined
  if (url.port !== '' || url.hash !== '') return undefined
  const parsed = Opening.safeParse(readOpening(url))
  return parsed.success ? parsed.data : undefined
}

function readOpening(url: URL): unknown {
  const query = url.searchParams
  const id = decodeOnce(url.pathname.replace(/^\//u, ''))
  switch (url.hostname) {
    case 'session':
      return { view: 'session', session: id }
    case 'schedule':
      return { view: 'schedule', schedule: id }
    case 'send':
      return id === '' && hasOnly(query, ['to', 'text'])
        ? { view: 'compose', to: query.getAll('to').filter(Boolean), text: query.get('text') ?? '' }
        : undefined
    case 'log':
      return id === '' && hasOnly(query, ['q']) ? { view: 'log', filter: query.get('q') ?? '' } : undefined
    default:
      return undefined
  }
}

/** A link with words nobody knows was made for another version, or to try something: it is not half obeyed. */
function hasOnly(query: URLSearchParams, known: readonly string[]): boolean {
  return [...query.keys()].every(key => known.includes(key))
}

function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The link among the arguments a second instance was started with. Those arguments are anybody's. */
export function findDeepLink(argv: readonly string[]): string | undefined {
  return argv.find(argument => argument.startsWith(`${LINK_SCHEME}:`))
}

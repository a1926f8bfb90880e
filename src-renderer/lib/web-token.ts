import { HubError } from '#contract/errors.ts'

const KEY = 'comms.token'

/** The token of this browser tab, or null before it was let in. */
export function findToken(): string | null {
  return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY)
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY)
  localStorage.removeItem(KEY)
}

/** Calls back when another tab of this browser is let in: then this one is too. */
export function whenLetIn(listener: () => void): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY && newValue !== null) listener()
  })
}

/** Exchanges the one-time code in the address, if there is one, and takes it out of the address bar and history. */
export async function enterWithCode(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code === null) return
  history.replaceState(null, '', location.pathname)
  const answer = await fetch('/v1/web/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const body = (await answer.json()) as { token?: string; error?: { message: string; hint: string } }
  if (body.token === undefined) {
    throw new HubError('forbidden', body.error?.message ?? 'This address was used already', {
      hint: body.error?.hint ?? 'Make a new one: comms open',
    })
  }
  localStorage.setItem(KEY, body.token)
}

import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { headersFor, resolveAppFile } from './app-files.ts'
import { APP_SCHEME } from './origin.ts'

/** Before `ready`: makes the scheme an ordinary, secure origin, so that module scripts load and storage is kept. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page below `root` to this session. */
export function serveApp(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, request => answer(root, request))
}

async function answer(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return new Response('Method not allowed', { status: 405, headers: { allow: 'GET' } })
  const file = resolveAppFile(root, request.url)
  const content = file && (await readFile(file.path).catch(() => undefined))
  if (file === undefined || content === undefined) {
    return new Response('Not found', { status: 404, headers: headersFor('text/plain; charset=utf-8') })
  }
  return new Response(new Uint8Array(content), { headers: headersFor(file.type) })
}

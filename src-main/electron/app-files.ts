import { join } from 'node:path'
import { APP_ORIGIN } from './origin.ts'

/** What the page consists of, by the ending of a file; nothing else is served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/** `index.html`, or files right in `assets/`, of plain names: no step upwards can be spelled in these letters. */
const ALLOWED = /^\/(?:index\.html|favicon\.svg|assets\/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)$/u

export interface AppFile {
  readonly path: string
  readonly type: string
}

/**
 * The file behind an address of the app's own pages, or undefined for any other. Judged as text before the disk is
 * asked: an address never leaves `root`, whether or not something lies there.
 */
export function resolveAppFile(root: string, address: string): AppFile | undefined {
  const url = URL.parse(address)
  if (url === null || `${url.protocol}//${url.host}` !== APP_ORIGIN || url.username !== '' || url.password !== '') {
    return undefined
  }
  const path = url.pathname === '/' ? '/index.html' : url.pathname
  const type = TYPES[/\.[a-z0-9]+$/u.exec(path)?.[0] ?? '']
  if (!ALLOWED.test(path) || type === undefined) return undefined
  return { path: join(root, path), type }
}

/** Scripts and styles from our own files only, nothing from anywhere else; the hub is reached over a port, not the net. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function headersFor(type: string): Readonly<Record<string, string>> {
  return {
    'content-type': type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}

import { connect } from 'node:net'

/** What a request claims about where it comes from. Undefined: the header is not sent. */
export interface Claim {
  readonly host: string
  readonly origin: string | undefined
  readonly site: string | undefined
}

/** Names and addresses that mean this machine somewhere, or that look as if they did. */
function hosts(port: number): readonly string[] {
  const names = ['evil.test', '127.0.0.1.nip.io', 'localhost.', 'localhost.evil.test', '127.0.0.1.', '127.1', '0.0.0.0']
  const odd = ['[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', 'hub', '169.254.169.254', 'xn--lcalhost-9za']
  const bad = [
    '',
    ' ',
    'a b',
    '127.0.0.1:',
    `127.0.0.1:${port}:1`,
    `user@127.0.0.1:${port}`,
    '[::1',
    '127.0.0.1:99999999',
  ]
  const lists = [
    `127.0.0.1:${port}, evil.test`,
    `127.0.0.1:${port}/`,
    `//127.0.0.1:${port}`,
    '\u00e9.test',
    '%31%32%37',
  ]
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  return [...own, ...names, ...odd, ...[...names, ...odd].map(name => `${name}:${port}`), ...bad, ...lists, '127.0.0.1']
}

function origins(port: number): readonly (string | undefined)[] {
  const others = ['null', 'http://evil.test', `http://evil.test:${port}`, `https://127.0.0.1:${port}`, 'file://']
  const near = [`http://127.0.0.1:${port + 1}`, 'http://127.0.0.1', `http://[::1]:${port}`, 'chrome-extension://abcd']
  const bad = [
    '',
    'http://',
    '127.0.0.1',
    `http://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port} http://evil.test`,
    '*',
  ]
  return [undefined, `http://127.0.0.1:${port}`, `http://localhost:${port}`, ...others, ...near, ...bad]
}

const SITES = [undefined, 'same-origin', 'none', 'cross-site', 'same-site', 'SAME-ORIGIN', '', 'same-origin, none']

/** Every host with every origin, the third header going round: more than 500 claims, the honest ones among them. */
export function listClaims(port: number): readonly Claim[] {
  const pairs = hosts(port).flatMap(host => origins(port).map(origin => ({ host, origin })))
  const claims = pairs.map((pair, place) => ({ ...pair, site: SITES[place % SITES.length] }))
  const honest = honestPairs(port).flatMap(pair => SITES.map(site => ({ ...pair, site })))
  return [...claims, ...honest]
}

/** The table of what is true, written down apart from the program's own. */
export function isHonest({ host, origin, site }: Claim, port: number): boolean {
  const fits = honestPairs(port).some(pair => pair.host === host && pair.origin === origin)
  return fits && (site === undefined || site === 'same-origin' || site === 'none')
}

function honestPairs(port: number) {
  return [`127.0.0.1:${port}`, `localhost:${port}`].flatMap(host => [
    { host, origin: undefined },
    { host, origin: `http://${host}` },
  ])
}

export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly claim: Claim
  readonly token?: string | undefined
}

/** Sends many requests down one connection without waiting, and returns the status of each in order. */
export async function sendHeads(port: number, requests: readonly RawRequest[]): Promise<readonly number[]> {
  const socket = connect(port, '127.0.0.1')
  const statuses: number[] = []
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let rest = ''
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    rest += text
    for (const [, status] of rest.matchAll(/HTTP\/1\.1 (\d{3}) /gu)) statuses.push(Number(status))
    rest = rest.slice(Math.max(0, rest.lastIndexOf('HTTP/1.1'))).replace(/^HTTP\/1\.1 \d{3} /u, '')
    if (statuses.length >= requests.length) resolve()
  })
  socket.on('error', reject)
  socket.on('close', () => resolve())
  socket.write(requests.map(encode).join(''), 'latin1')
  await promise
  socket.destroy()
  return statuses
}

function encode({ method, path, claim: { host, origin, site }, token }: RawRequest): string {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(site === undefined ? [] : [`Sec-Fetch-Site: ${site}`]),
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(method === 'POST' ? ['Content-Type: application/json', 'Content-Length: 2'] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${method === 'POST' ? '{}' : ''}`
}

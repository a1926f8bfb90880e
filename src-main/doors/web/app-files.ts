import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { HubError } from '#contract/errors.ts'

/** What the page consists of, by the ending of a file; nothing else is served. */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
}

/** Plain names: no step upwards and no hidden file can be spelled so. */
const ASSET = /^[\w-]+(?:\.[\w-]+)*\.(js|css|svg|png|woff2)$/u
/** The build puts a digest into the name of every asset. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/** Serves the built pages from `folder`: the start page, its icon, and the files right in `assets/`. */
export function serveAppFiles(app: FastifyInstance, folder: string): void {
  app.get('/', async (_request, reply) => send(reply, join(folder, 'index.html'), 'html', 'no-store'))
  app.get('/favicon.svg', async (_request, reply) => send(reply, join(folder, 'favicon.svg'), 'svg', 'no-cache'))
  app.get<{ Params: { name: string } }>('/assets/:name', async ({ params: { name } }, reply) => {
    const ending = ASSET.exec(name)?.[1]
    if (ending === undefined) throw noSuchFile()
    return send(reply, join(folder, 'assets', name), ending, FOR_EVER)
  })
}

async function send(reply: FastifyReply, path: string, ending: string, cache: string): Promise<FastifyReply> {
  const bytes = await readPlainFile(path)
  return reply
    .type(TYPES[ending] ?? '')
    .header('cache-control', cache)
    .send(bytes)
}

/** A link in the folder is not followed: what is served is what the build wrote. */
async function readPlainFile(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
    if ((await file.stat()).isFile()) return await file.readFile()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(code)) throw error
  }
  throw noSuchFile()
}

function noSuchFile(): HubError {
  return new HubError('no_such_call', 'There is no such page', {
    hint: 'Where the start page itself is missing, build it: npm run build',
  })
}

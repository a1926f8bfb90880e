import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readWhat } from '#cli/schedule/read-what.ts'
import { saysWhat } from '#cli/schedule/what-flags.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comms-plan-'))
})
afterAll(() => rm(folder, { recursive: true }))

const TESTER = { role: 'tester', to: ['@backend'], instruction: 'run the tests' }
const WORKER = { role: 'worker', to: ['web'], instruction: 'list what changed' }
const LEAD = { role: 'coordinator', to: ['lead'], instruction: 'decide' }

async function call(options: Record<string, string | boolean>, text?: string, plan?: unknown) {
  const file = join(folder, 'plan.json')
  if (plan !== undefined) await writeFile(file, typeof plan === 'string' ? plan : JSON.stringify(plan))
  return {
    words: [],
    options: { do: 'operation', ...options, ...(plan !== undefined && { plan: file }) },
    afterDashes: text === undefined ? undefined : [text],
  }
}

it('takes further roles of an operation from a file, beside the workers that are named', async () => {
  const what = await readWhat(await call({ quorum: '2' }, 'sum up', [TESTER]), ['api'])

  expect(what).toEqual({ kind: 'operation', to: ['api'], instruction: 'sum up', roles: [TESTER], quorum: 2 })
})

it('takes workers and coordinator from the file too, where no words name them', async () => {
  const what = await readWhat(await call({}, undefined, [LEAD, WORKER, TESTER]), [])

  const lead = { coordinator: 'lead', brief: 'decide' }
  expect(what).toEqual({ kind: 'operation', to: ['web'], instruction: 'list what changed', ...lead, roles: [TESTER] })
})

it('keeps the roles that it had, until a file names others', async () => {
  const before = await readWhat(await call({}, 'sum up', [TESTER]), ['api'])

  expect(await readWhat(await call({ timeout: '30m' }), [], before)).toEqual({ ...before, timeoutSeconds: 1_800 })
  expect(await readWhat(await call({}, undefined, []), [], before)).toEqual({ ...before, roles: [] })
})

it.each([['{}'], ['[1]'], ['[null]'], ['not JSON']])('refuses a file that holds no roles: %s', async plan => {
  await expect(call({}, 'sum up', plan).then(made => readWhat(made, ['api']))).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining('cannot be read as a plan'),
  })
})

it('refuses a flag that says nothing to what is done, instead of passing it over', async () => {
  const odd = await call({ do: 'message', asCommand: true, coordinator: 'lead' }, 'hello')

  await expect(readWhat(odd, ['api'])).rejects.toMatchObject({
    code: 'bad_request',
    message: '--coordinator says nothing to --do message',
    hint: 'It belongs to --do operation.',
  })
  expect(saysWhat({ words: [], options: { coordinator: 'lead' }, afterDashes: undefined }, [])).toBe(true)
  expect(saysWhat({ words: [], options: { cron: '@daily' }, afterDashes: undefined }, [])).toBe(false)
})

it.each([['drain'], ['report'], ['script']])(
  'refuses a text that --do %s would never say, instead of losing it',
  async kind => {
    const odd = await call({ do: kind, ...(kind === 'script' && { script: 'set-title' }) }, 'sum up today')

    await expect(readWhat(odd, ['api'])).rejects.toMatchObject({
      code: 'bad_request',
      message: `--do ${kind} takes no text`,
      hint: 'Leave it out: what stands behind -- is said by --do message or operation.',
    })
  },
)

it('refuses a text for a schedule that says none, also where the words do not name what it does', async () => {
  const text = { words: [], options: {}, afterDashes: ['sum up today'] }

  await expect(readWhat(text, [], { kind: 'drain', to: ['api'] })).rejects.toMatchObject({
    message: '--do drain takes no text',
  })
})

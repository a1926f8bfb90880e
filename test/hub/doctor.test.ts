import { chmod, stat } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

async function find(id: string) {
  const { checks } = await hub.client.hub.doctor()
  return checks.find(check => check.id === id)
}

it('sees a state folder that others can read, and mends it when asked', async () => {
  await chmod(hub.home, 0o755)

  expect(await find('folder')).toMatchObject({ status: 'action', canMend: true })
  const { done, check } = await hub.client.hub.mend({ check: 'folder' })

  expect(done).toContain(hub.home)
  expect(check).toMatchObject({ id: 'folder', status: 'ok', fix: '' })
  expect((await stat(hub.home)).mode & 0o777).toBe(0o700)
})

it('names what it can mend when asked for something it does not know', async () => {
  const asked = hub.client.hub.mend({ check: 'weather' })

  await expect(asked).rejects.toMatchObject({ code: 'not_found', hint: /folder/ })
})

it('leaves to the person what only a person can mend', async () => {
  const asked = hub.client.hub.mend({ check: 'disk' })

  await expect(asked).rejects.toMatchObject({ code: 'unsupported', message: /Disk/ })
})

it('lets no agent mend anything', async () => {
  await expect(hub.agents.hub.mend({ check: 'folder' })).rejects.toMatchObject({ code: 'forbidden' })
})

import { fileURLToPath } from 'node:url'
import type { SimulatedApp } from './app.ts'

const AGENT = fileURLToPath(new URL('../../../resources/demo/agent.mjs', import.meta.url))

/** Two windows with sample agents, one tab split in two, a shell, and a buried session. */
export async function openSample(app: SimulatedApp, { shells }: { readonly shells: boolean }): Promise<void> {
  const agent = (name: string, ...more: readonly string[]) => ({
    command: shells ? ['/bin/sh', '-i'] : [process.execPath, AGENT, '--name', name, ...more],
    cwd: process.cwd(),
    columns: 90,
    rows: 26,
  })
  const first = app.openWindow()
  const api = await app.openTab(first, agent('api'))
  await app.split(api, agent('web'), { vertical: true, before: false })
  await app.openTab(first, agent('docs'))
  const second = app.openWindow()
  await app.openTab(second, agent('deploy', '--dialog'))
  await app.openTab(second, { command: ['/bin/sh', '-i'], cwd: process.cwd() })
  app.bury(await app.openTab(second, agent('buried')))
}

import type { HubClient, Outputs } from '#client/calls.ts'

export type ScriptOutput = Outputs['scripts']['output']['output'][number]

/** What a run wrote behind `after`, a page at a time; returns where it stopped. */
export async function* outputPages(
  client: HubClient,
  runId: string,
  after: number,
): AsyncGenerator<readonly ScriptOutput[], number> {
  let next = after
  for (;;) {
    const page = await client.scripts.output({ runId, after: next, limit: 200 })
    if (page.output.length > 0) yield page.output
    next = page.next
    if (page.end) return next
  }
}

export async function allOutput(client: HubClient, runId: string): Promise<readonly ScriptOutput[]> {
  const all: ScriptOutput[] = []
  for await (const page of outputPages(client, runId, 0)) all.push(...page)
  return all
}

import { buildBundle, BUNDLE } from '../bench/bundle.ts'
import type { Figure } from './figure.ts'
import { runStorm, type StormReport } from './storm/storm.ts'

const MESSAGES = 10_000
const KILLS = 200
/** Least and most time each hub lives before it may be killed, in milliseconds. */
const LIFE = [500, 1_200] as const

/** R1 at full size, against the program as people run it. */
export async function runFullStorm(progress: (line: string) => void): Promise<Figure> {
  buildBundle()
  const report = await runStorm({ messages: MESSAGES, kills: KILLS, main: BUNDLE, lifeMs: LIFE, progress })
  const bars = judgeReport(report)
  return {
    name: 'R1',
    what: `${MESSAGES} messages to 20 recorders, ${KILLS} times kill -9`,
    figures: [
      ...bars.map(([isMet, text]) => `${isMet ? 'ok  ' : 'MISS'} ${text}`),
      `${report.caught} deliveries were in the hub's hands at a kill; they ended after ` +
        `${report.settled.p50} ms (p50), ${report.settled.p95} ms (p95), ${report.settled.most} ms (most)`,
      `reasons for doubt: ${JSON.stringify(report.doubts)}`,
    ],
    isMet: bars.every(([isMet]) => isMet),
    seconds: report.durationMs / 1_000,
  }
}

function judgeReport({
  accepted,
  verdict,
  kills,
  killsIn,
  away,
}: StormReport): readonly (readonly [boolean, string])[] {
  const { uncertain, ...faults } = verdict
  return [
    [accepted === MESSAGES, `${accepted} accepted`],
    ...Object.entries(faults).map(([name, tokens]) => [tokens.length === 0, `${name} ${tokens.length}`] as const),
    [uncertain.length <= MESSAGES * 0.005, `uncertain ${uncertain.length} (at most 0.5 %)`],
    [kills === KILLS, `${kills} kills; in typed ${killsIn.typed}, in submitted ${killsIn.submitted}`],
    [killsIn.sending >= 40, `${killsIn.sending} of them with a delivery in sending (at least 40)`],
    [away.p95 <= 2_000, `the next hub answers after ${away.p50} ms (p50), ${away.p95} ms (p95, at most 2000)`],
  ]
}

// @name Next that needs you
// @description Brings the session that has waited longest for an answer of yours to the front.
// @category Session targeting
import { execFileSync } from 'node:child_process'

const comms = (...words) => execFileSync('comms', words, { encoding: 'utf8', maxBuffer: 64e6 })
const { sessions } = JSON.parse(comms('ls', '--json', 'is:blocked,error'))
const [next] = sessions.toSorted((a, b) => a.evidence.at.localeCompare(b.evidence.at))
if (next === undefined) console.log('nothing waits for you')
else {
  comms('focus', next.address)
  console.log(`${next.name}: ${next.evidence.text}`)
}

// The sample agent with a memory and faults: it writes down every byte it was given and what it made of it.
import { openSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DEFAULTS, SampleAgent } from '../../resources/demo/program.mjs'

const { values } = parseArgs({
  options: {
    log: { type: 'string' },
    name: { type: 'string', default: 'recorder' },
    bracketed: { type: 'string', default: 'on' },
    burst: { type: 'string', default: '0' },
    'ignore-enter': { type: 'string', default: '0' },
    dialog: { type: 'boolean', default: false },
    'dialog-after': { type: 'string' },
    'dialog-random': { type: 'string' },
    'dialog-seed': { type: 'string', default: '1' },
    'dialog-clear': { type: 'string' },
    collapse: { type: 'string' },
    'slow-echo': { type: 'string', default: '0' },
    alternate: { type: 'boolean', default: false },
    busy: { type: 'string', default: '50' },
    'start-busy': { type: 'string', default: '0' },
    draft: { type: 'string', default: '' },
    deaf: { type: 'boolean', default: false },
  },
})

// One write per row, straight to the file: whoever kills us a moment later still finds the row there.
const file = values.log === undefined ? undefined : openSync(values.log, 'a', 0o600)
function record(kind, facts) {
  if (file !== undefined) writeSync(file, `${JSON.stringify({ t: Date.now(), kind, ...facts })}\n`)
}

const agent = new SampleAgent(
  {
    ...DEFAULTS,
    name: values.name,
    greeting: `✱ Recorder ${values.name}`,
    draft: values.draft,
    dialog: values.dialog,
    busyMs: Number(values.busy),
    startBusyMs: Number(values['start-busy']),
    bracketed: values.bracketed !== 'off',
    alternate: values.alternate,
    deaf: values.deaf,
    burstMs: Number(values.burst),
    ignoreEnter: Number(values['ignore-enter']),
    collapse: values.collapse === undefined ? Infinity : Number(values.collapse),
    slowEchoMs: Number(values['slow-echo']),
  },
  (kind, facts) => {
    record(kind, facts)
    if (kind === 'first' || kind === 'idle') dialogAtRandom()
    if (kind === 'dialog' && values['dialog-clear'] !== undefined) {
      setTimeout(() => agent.closeDialog('timer'), Number(values['dialog-clear']))
    }
  },
)

process.on('SIGUSR2', () => agent.endWork())
record('start', { pid: process.pid })
agent.start()
if (values['dialog-after'] !== undefined) setTimeout(() => agent.openDialog(), Number(values['dialog-after']))
dialogAtRandom()

/** Opens a dialog after a time between the two bounds, the same times for the same seed. */
function dialogAtRandom() {
  if (values['dialog-random'] === undefined) return
  const [least = 0, most = 0] = values['dialog-random'].split('-').map(Number)
  setTimeout(() => agent.openDialog(), least + nextRandom() * (most - least))
}

function nextRandom() {
  nextRandom.state = (Math.imul(nextRandom.state ?? Number(values['dialog-seed']), 1_664_525) + 1_013_904_223) >>> 0
  return nextRandom.state / 2 ** 32
}

#!/usr/bin/env node
// A friendly agent to try things on: it listens, works for a moment and answers. It runs no command and reads no file.
import { parseArgs } from 'node:util'
import { DEFAULTS, SampleAgent } from './program.mjs'

const { values } = parseArgs({
  options: {
    name: { type: 'string', default: 'demo' },
    dialog: { type: 'boolean', default: false },
    draft: { type: 'string', default: '' },
    busy: { type: 'string', default: '600' },
    'start-busy': { type: 'string', default: '0' },
  },
})

if (!process.stdin.isTTY || !process.stdout.isTTY) {
  process.stderr.write('This sample agent talks to a person: run it in a terminal.\n')
  process.exit(2)
}

const name = values.name.replace(/\p{Cc}/gu, ' ').slice(0, 64)

new SampleAgent({
  ...DEFAULTS,
  name,
  greeting: `✱ Sample agent ${name}\nTell it something: it works for a moment, then answers. Ctrl-D ends it.`,
  draft: values.draft,
  dialog: values.dialog,
  busyMs: milliseconds(values.busy),
  startBusyMs: milliseconds(values['start-busy']),
  collapse: 2_000,
}).start()

function milliseconds(text) {
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? Math.min(value, 3_600_000) : 0
}

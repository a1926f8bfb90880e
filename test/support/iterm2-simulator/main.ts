import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { COMMANDS, runCommand } from './commands.ts'
import { openSample } from './sample.ts'
import { startSimulator } from './simulator.ts'

const { values } = parseArgs({
  options: {
    protocol: { type: 'string', default: '1.11' },
    shells: { type: 'boolean', default: false },
    'api-off': { type: 'boolean', default: false },
    'automation-refused': { type: 'boolean', default: false },
  },
})

await using simulator = await startSimulator({
  protocolVersion: values.protocol,
  automation: values['automation-refused'] ? 'refused' : 'granted',
})
await openSample(simulator.app, { shells: values.shells })
if (values['api-off']) simulator.apiOff()

console.log(`A simulated iTerm2 (protocol ${values.protocol}) is open, with programs in its windows.

In another terminal:

  export HOME='${simulator.home}' PATH='${simulator.bin}':"$PATH"
  npm run comms -- ls
  npm run comms -- send kind:demo "hello from here" --wait confirmed --yes

A script that uses iTerm2's own Python library (\`pip install iterm2\`):

  '${simulator.python}' script.py

What scripts asked of it: ${simulator.home}/apple-events.jsonl
What it can be told here:

${COMMANDS.map(({ words, help }) => `  ${words.padEnd(22)}${help}`).join('\n')}
  quit
`)

const lines = createInterface({ input: process.stdin })
const stop = () => lines.close()
process.once('SIGINT', stop).once('SIGTERM', stop)
for await (const line of lines) {
  if (line.trim() === 'quit') break
  if (line.trim() !== '') console.log(await runCommand(simulator, line.trim()))
}
lines.close()

/**
 * The hub as a process of the app, started by `hub-host.ts`. Windows reach it over MessagePorts that the shell hands
 * on; agents and the command line over its sockets, as with a hub started by hand.
 */
import type { MessagePortMain } from 'electron'
import { HubError } from '#contract/errors.ts'
import { createSystemClock } from '#platform/clock.ts'
import { findStateFolder } from '#platform/state-folder.ts'
import { serve, type Served } from '#serve'
import { askForPtyHosts } from './ask-pty-host.ts'
import type { FromHubProcess, ToHubProcess } from './hub-words.ts'
import { takeOver } from './take-over.ts'

const { parentPort } = process
const waiting: MessagePortMain[] = []
let served: Served | undefined
let isClosing = false

function say(word: FromHubProcess): void {
  parentPort.postMessage(word)
}

const ptyHosts = askForPtyHosts(say, pid => void process.kill(pid, 'SIGKILL'))

parentPort.on('message', ({ data, ports }) => {
  const message = data as ToHubProcess
  const [port] = ports
  if (message.kind === 'close') return void end()
  if (message.kind !== 'connect') return ptyHosts.take(message, port)
  if (port === undefined) return
  if (served === undefined) waiting.push(port)
  else served.connect(port)
})

/** The last word: the shell ends this process once it has it. */
function sayFailed({ message, hint }: HubError): void {
  say({ kind: 'failed', message, hint })
}

async function end(): Promise<void> {
  if (isClosing) return
  isClosing = true
  await served?.close()
  process.exit()
}

try {
  const home = findStateFolder(process.env, process.platform)
  const started = await takeOver(
    () => serve({ home, foreground: false, startPtyHost: ptyHosts.start }),
    home,
    createSystemClock(),
  )
  served = started
  for (const port of waiting.splice(0)) started.connect(port)
  void started.stopped.then(lost => {
    if (lost !== undefined) return sayFailed(lost)
    say({ kind: 'stopped' })
    return end()
  })
  say({ kind: 'up' })
} catch (error) {
  sayFailed(error instanceof HubError ? error : new HubError('internal', String(error)))
}

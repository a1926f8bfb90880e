import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { CommandContext } from './context.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The same command line in a child with another Node; signals go on to it, its exit code becomes ours. */
export function runWithNode(nodePath: string, context: Pick<CommandContext, 'mainFile' | 'env'>): Promise<number> {
  return runHere([nodePath, context.mainFile, ...process.argv.slice(2)], context.env)
}

/** Runs a program with our own input and output until it ends; its exit code, 128 and its number for a signal. */
export function runHere([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env })
  // A terminal sends Control-C to both, so that one is not passed on: a second means more than the first to many.
  const pass = (signal: NodeJS.Signals) => signal !== 'SIGINT' && void child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const each of SIGNALS) process.off(each, pass)
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}

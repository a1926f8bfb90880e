import { HubError } from '#contract/errors.ts'
import { createContext, type ContextSource } from './context.ts'
import { reportFailure } from './fail.ts'
import { createOutput } from './output.ts'
import { parseArgv } from './parse-argv.ts'

/** Carries out one command line and returns the exit code. Never throws: what goes wrong is told on standard error. */
export async function runCommandLine(argv: readonly string[], source: ContextSource): Promise<number> {
  const output = createOutput(source.stdout, source.stderr)
  let json = asksForJson(argv)
  let name: string | undefined
  try {
    if (argv[0] === '__complete') return await complete(argv.slice(1), source)
    if (isVersionQuestion(argv)) return await printVersion(source)
    const parsed = await parseArgv(argv)
    if (parsed.kind === 'help') {
      if (parsed.isError) output.note(parsed.text.trimEnd())
      else await output.print(parsed.text.trimEnd())
      return parsed.isError ? 2 : 0
    }
    name = parsed.spec.name
    json = parsed.globals['json'] === true
    const context = createContext(source, parsed.globals)
    const command = await parsed.spec.load()
    return (await command.run(context, parsed.call)) ?? 0
  } catch (error) {
    return reportFailure(withHelp(error, name), output, json)
  }
}

/** What the hub finds wrong with the shape of a request, it explains to programs; here the command's help does. */
function withHelp(error: unknown, name: string | undefined): unknown {
  if (!(error instanceof HubError) || error.code !== 'bad_request' || !('issues' in error.data)) return error
  const { message, data } = error
  return new HubError('bad_request', message, { hint: `see comms help ${name}`, data, cause: error })
}

function isVersionQuestion([first, ...rest]: readonly string[]): boolean {
  return rest.length === 0 && (first === '--version' || first === '-V')
}

async function printVersion(source: ContextSource): Promise<number> {
  const { packageVersion } = await import('#platform/version.ts')
  await createOutput(source.stdout, source.stderr).print(packageVersion())
  return 0
}

async function complete(words: readonly string[], source: ContextSource): Promise<number> {
  const { completeLine } = await import('./completion/complete-line.ts')
  return completeLine(words, source)
}

/** Known without parsing: an error in the command line itself must be told in the right form too. */
function asksForJson(argv: readonly string[]): boolean {
  const dashes = argv.indexOf('--')
  return argv.slice(0, dashes === -1 ? argv.length : dashes).includes('--json')
}

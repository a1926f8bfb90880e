import { join } from 'node:path'
import { buildApp } from './e2e/build-app.ts'
import { buildProgram } from './support/build-program.ts'

/** Builds what tests start hundreds of times, once for the whole run. The workers inherit where it is. */
export async function setup(): Promise<void> {
  const [program, app] = await Promise.all([buildProgram(), buildApp()])
  process.env['COMMS_TEST_PROGRAM'] = join(program, 'comms.js')
  process.env['COMMS_TEST_APP'] = app
}

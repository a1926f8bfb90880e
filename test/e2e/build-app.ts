import { buildPage } from '../support/build-page.ts'
import { builtFolder } from '../support/built.ts'

/** Folder with the page as its sources are now. `COMMS_TEST_APP` names one that was built before, as a whole run does. */
export async function buildApp(): Promise<string> {
  const named = process.env['COMMS_TEST_APP']
  if (named !== undefined && named !== '') return named
  return await builtFolder({
    name: 'comms-app',
    sources: ['src-renderer', 'src-main/contract', 'src-main/client', 'vite.config.ts', 'package-lock.json'],
    make: buildPage,
  })
}

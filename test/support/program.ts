import { fileURLToPath } from 'node:url'

/** The file to run as `comms`: the one that a whole run has built (`test/global-setup.ts`), else the sources. */
export const PROGRAM =
  process.env['COMMS_TEST_PROGRAM'] ?? fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url))

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from './package-root.ts'

let version: string | undefined

/** Version of this package, such as `0.1.0`. Read once: an upgrade under a running hub does not change what runs. */
export function packageVersion(): string {
  version ??= (JSON.parse(readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')) as { version: string }).version
  return version
}

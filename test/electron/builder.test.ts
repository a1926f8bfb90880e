import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../architecture/source-tree.ts'
import { LINK_SCHEME } from '../../src-main/electron/origin.ts'

interface Config {
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly files: readonly string[]
  readonly extraMetadata: { readonly main: string }
  readonly npmRebuild: boolean
  readonly asarUnpack: readonly string[]
  readonly protocols: readonly { readonly schemes: readonly string[] }[]
  readonly mac: {
    readonly icon: string
    readonly hardenedRuntime: boolean
    readonly entitlements: string
    readonly entitlementsInherit: string
    readonly extendInfo: Readonly<Record<string, unknown>>
    readonly target: readonly { readonly target: string; readonly arch: readonly string[] }[]
  }
}

/** The builder's own reading of a configuration, and its own schema. */
interface Builder {
  getConfig(root: string, file: string, overrides: null): Promise<Config>
  validateConfiguration(config: unknown, log: { isEnabled: boolean; add(): void }): Promise<void>
}

const load = createRequire(import.meta.url)
const BUILDER = join(ROOT, 'node_modules', 'app-builder-lib')
const builder = load(join(BUILDER, 'out', 'util', 'config', 'config.js')) as Builder
const validate = (config: unknown) => builder.validateConfiguration(config, { isEnabled: false, add: () => {} })
const file = (path: string) => join(ROOT, path)

let config: Config

beforeAll(async () => {
  config = await builder.getConfig(ROOT, 'electron-builder.yml', null)
})

describe('the configuration of the packaged app', () => {
  it('holds against the builder’s own schema, which refuses a misspelt one', async () => {
    await expect(validate(config)).resolves.toBeUndefined()
    await expect(validate({ ...config, electronFuse: {} })).rejects.toThrow('electronFuse')
  })

  it('[S13] sets every fuse there is, and leaves no door for other programs’ code', () => {
    const scheme = JSON.parse(readFileSync(join(BUILDER, 'scheme.json'), 'utf8')) as {
      definitions: { FuseOptionsV1: { properties: Record<string, unknown> } }
    }
    const known = Object.keys(scheme.definitions.FuseOptionsV1.properties).filter(
      // No fuse: how a signature is made anew after the fuses were set, which the builder's own signing does.
      name => name !== 'resetAdHocDarwinSignature',
    )

    expect(Object.keys(config.electronFuses).toSorted()).toEqual(known.toSorted())
    expect(Object.entries(config.electronFuses).filter(([, isOn]) => isOn)).toEqual(
      ['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar'].map(name => [
        name,
        true,
      ]),
    )
  })

  it('makes a dmg and a zip for both kinds of Mac', () => {
    expect(config.mac.target).toEqual(['dmg', 'zip'].map(target => ({ target, arch: ['arm64', 'x64'] })))
  })

  it('takes the ready binaries of the native packages as they are', () => {
    expect(config.npmRebuild).toBe(false)
    expect(config.asarUnpack).toContain('**/*.node')
  })

  it('answers the links that the shell reads', () => {
    expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual([LINK_SCHEME])
  })

  it('names only files that are there, or that the build makes', () => {
    const { icon, entitlements, entitlementsInherit } = config.mac
    const build = readFileSync(file('rolldown.config.ts'), 'utf8')

    expect([icon, entitlements, entitlementsInherit].filter(path => !existsSync(file(path)))).toEqual([])
    expect(config.extraMetadata.main).toBe('dist/electron/main.js')
    expect(build).toContain(`main: 'src-main/electron/main.ts'`)
  })

  it('says why it asks to control other programs', () => {
    expect(config.mac.extendInfo['NSAppleEventsUsageDescription']).toMatch(/iTerm2/u)
  })
})

describe('the entitlements', () => {
  it.each(['resources/entitlements.mac.plist', 'resources/entitlements.mac.inherit.plist'])(
    'of %s are these two and no more',
    path => {
      const keys = [...readFileSync(file(path), 'utf8').matchAll(/<key>(.*?)<\/key>/gu)].map(([, key]) => key)

      expect(keys).toEqual(['com.apple.security.cs.allow-jit', 'com.apple.security.automation.apple-events'])
    },
  )
})

describe('the pictures', () => {
  it.each(['quiet', 'working', 'needsYou', 'offline'])(
    'hold the menu bar’s %s in both sizes, black with alpha',
    shape => {
      const [one, two] = ['', '@2x'].map(size => readPng(`resources/tray/${shape}Template${size}.png`))

      expect(one).toMatchObject({ width: 16, height: 16, hasAlpha: true })
      expect(two).toMatchObject({ width: 32, height: 32, hasAlpha: true })
    },
  )

  it('hold an icon large enough for every size the system shows', () => {
    expect(readPng('resources/icons/icon.png')).toMatchObject({ width: 1_024, height: 1_024, hasAlpha: true })
  })
})

/** The header of a PNG: its size, and whether its colour type (byte 25) has an alpha channel. */
function readPng(path: string) {
  const bytes = readFileSync(file(path))
  const type = bytes[25] ?? 0
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), hasAlpha: (type & 4) !== 0 }
}

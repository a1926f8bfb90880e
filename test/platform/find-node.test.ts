import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HubError } from '#contract/errors.ts'
import { findNode, MINIMUM_NODE, requireNode } from '#platform/find-node.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { packageVersion } from '#platform/version.ts'
import { makeTempFolder } from './temp-folder.ts'

function makeMachine() {
  const temp = makeTempFolder()
  const at = (...path: string[]) => join(temp.path, ...path)
  return {
    at,
    /** A program that answers like this when it is asked for its version. */
    put(path: string, script: string, mode = 0o755) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode })
      return path
    },
    places(env: NodeJS.ProcessEnv = {}) {
      return { execPath: '', env, home: at('home'), packageRoot: at('package'), system: [at('system', 'node')] }
    },
    [Symbol.dispose]: () => temp[Symbol.dispose](),
  }
}

describe('finding a Node', () => {
  it('takes the one we run on when it is new enough, without starting it', () => {
    expect(findNode()).toEqual({ path: process.execPath, version: process.versions.node })
    expect(findNode('99.0.0', { env: {}, home: '/nowhere', packageRoot: '/nowhere', system: [] })).toBeUndefined()
  })

  it.each([
    ['22.14.0', true],
    ['22.14.1', true],
    ['22.20.0', true],
    ['22.13.1', false],
    ['100.0.0', true],
    ['22.11.9', false],
    ['22.2.0', false],
    ['9.99.99', false],
  ])('compares versions by their numbers: %s is enough: %s', (version, isEnough) => {
    using machine = makeMachine()
    machine.put(machine.at('system', 'node'), `echo v${version}`)

    expect(findNode(MINIMUM_NODE, machine.places()) !== undefined).toBe(isEnough)
  })

  it('looks in the named one, our package, PATH, version managers and the system, in this order', () => {
    using machine = makeMachine()
    const paths = [
      machine.at('named'),
      machine.at('package', 'node_modules', '.bin', 'node'),
      machine.at('bin', 'node'),
      machine.at('home', '.nvm', 'versions', 'node', 'v100.1.0', 'bin', 'node'),
      machine.at('home', '.nvm', 'versions', 'node', 'v24.9.0', 'bin', 'node'),
      machine.at('home', '.volta', 'tools', 'image', 'node', '24.0.0', 'bin', 'node'),
      machine.at('system', 'node'),
    ]
    const places = machine.places({ COMMS_NODE: machine.at('named'), PATH: machine.at('bin') })

    const found = paths.toReversed().map(path => {
      machine.put(path, 'echo v24.0.0')
      return findNode(MINIMUM_NODE, places)?.path
    })

    expect(found).toEqual(paths.toReversed())
  })

  it('passes over what hangs, fails, lies, may not be run, or is not there', () => {
    using machine = makeMachine()
    const path = ['hangs', 'fails', 'lies', 'forbidden', 'missing', 'folder', 'good'].map(name => machine.at(name))
    machine.put(machine.at('hangs', 'node'), 'exec sleep 100')
    machine.put(machine.at('fails', 'node'), 'echo v24.0.0; exit 1')
    machine.put(machine.at('lies', 'node'), 'echo the best version')
    machine.put(machine.at('forbidden', 'node'), 'echo v24.0.0', 0o644)
    mkdirSync(machine.at('folder', 'node'), { recursive: true })
    const good = machine.put(machine.at('good', 'node'), 'echo v24.0.0')

    expect(findNode(MINIMUM_NODE, machine.places({ PATH: path.join(':') }))?.path).toBe(good)
  })

  it('never runs a program of the folder it happens to be in', () => {
    using machine = makeMachine()
    machine.put(machine.at('node'), 'echo v24.0.0')
    const before = process.cwd()
    process.chdir(machine.at('.'))

    try {
      expect(findNode(MINIMUM_NODE, machine.places({ PATH: ':.:', COMMS_NODE: './node' }))).toBeUndefined()
    } finally {
      process.chdir(before)
    }
  })

  it('says what is needed, what was found and what to do when there is none', () => {
    using machine = makeMachine()
    const old = machine.put(machine.at('bin', 'node'), 'echo v20.20.2')
    symlinkSync(old, machine.put(machine.at('other', 'x'), '').replace(/x$/, 'node'))
    const places = machine.places({ PATH: `${machine.at('bin')}:${machine.at('other')}` })

    const refuse = () => requireNode(MINIMUM_NODE, places)

    expect(refuse).toThrow(HubError)
    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'unfit',
        message: `Node 22.14.0 or newer is needed; found 20.20.2 (${old})`,
        hint: expect.stringContaining('COMMS_NODE='),
        data: { minimum: '22.14.0', tried: [{ path: old, version: '20.20.2' }] },
      }),
    )
  })
})

it('our own package is found, with its version', () => {
  expect(findPackageRoot()).toBe(process.cwd())
  expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+/)
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly resolved?: string
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

/** Where Node would look for a package from inside another one, nearest first. */
function* placesOf(name: string, from: string): Generator<string> {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    yield place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`
    if (place === '') return
    if (!place.includes('/node_modules/')) place = ''
    if (place === '') {
      yield `node_modules/${name}`
      return
    }
  }
}

describe('the lockfile', () => {
  it('holds the build of every platform, or `npm ci` fails on a machine unlike the one it was made on', () => {
    const wanted = Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map(name => ({ from, name })),
    )
    const missing = wanted.filter(({ from, name }) => ![...placesOf(name, from)].some(place => place in lock.packages))

    expect(wanted.length).toBeGreaterThan(50)
    expect(missing).toEqual([])
  })

  it('takes packages from the public registry and from nowhere else', () => {
    const places = Object.values(lock.packages).flatMap(({ resolved }) => (resolved === undefined ? [] : [resolved]))

    expect(places.filter(place => !place.startsWith('https://registry.npmjs.org/'))).toEqual([])
  })
})

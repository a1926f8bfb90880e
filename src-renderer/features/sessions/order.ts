const NAMES = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** As people sort: `api2` before `api10`, whatever the case. */
export const compareNames = (a: string, b: string): number => NAMES.compare(a, b)

/** The items of each key, keys and items in the order they came. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const known = groups.get(key(item))
    if (known === undefined) groups.set(key(item), [item])
    else known.push(item)
  }
  return groups
}

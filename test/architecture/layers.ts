import { listImports, type Import } from './imports.ts'
import type { Source } from './syntax.ts'

/** What the files of one folder may import. */
export interface Layer {
  /** Other layers, by folder name. Its own files are always allowed. */
  readonly layers: readonly string[]
  /** npm packages and `node:` modules: those named, or every one but electron. */
  readonly packages: readonly string[] | 'any'
  /** True for the one layer that may import electron. */
  readonly electron?: true
}

/** Files with a wider reach than their folder, by a pattern on their path from the root. */
export interface Exception {
  readonly files: RegExp
  readonly layers: readonly string[]
  readonly why: string
}

export interface LayerTable {
  readonly layers: Readonly<Record<string, Layer>>
  readonly exceptions: readonly Exception[]
}

export interface LayerReport {
  readonly files: number
  readonly imports: number
  readonly violations: readonly string[]
}

/** Judges every import of every source against the table. Files outside `src-main` are not judged. */
export function checkLayers(
  sources: readonly Source[],
  table: LayerTable,
  aliases: Readonly<Record<string, string>>,
): LayerReport {
  const judged = sources.filter(source => source.path.startsWith('src-main/'))
  const imports = judged.flatMap(source => listImports(source, aliases))
  const strangers = judged.filter(source => !Object.hasOwn(table.layers, layerOf(source.path)))
  return {
    files: judged.length,
    imports: imports.length,
    violations: [
      ...strangers.map(source => `${source.path}: folder "${layerOf(source.path)}" is not in the layer table`),
      ...imports.flatMap(each => judge(each, table)),
    ],
  }
}

/** Folder below `src-main`, or the file itself when it lies right there (`serve.ts`). */
function layerOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function judge(each: Import, table: LayerTable): readonly string[] {
  const layer = table.layers[layerOf(each.from)]
  if (layer === undefined) return []
  const complaint = each.file === undefined ? judgePackage(each, layer) : judgeFile(each, each.file, layer, table)
  return complaint === undefined ? [] : [`${each.from}:${each.line}: imports ${each.specifier}: ${complaint}`]
}

function judgeFile(each: Import, file: string, layer: Layer, table: LayerTable): string | undefined {
  if (file === 'package.json') return undefined
  if (!file.startsWith('src-main/')) return 'leaves src-main'
  const [mine, theirs] = [layerOf(each.from), layerOf(file)]
  if (mine === theirs || layer.layers.includes(theirs)) return undefined
  const excused = table.exceptions.some(({ files, layers }) => files.test(each.from) && layers.includes(theirs))
  return excused ? undefined : `${mine} may not import ${theirs}`
}

function judgePackage(each: Import, layer: Layer): string | undefined {
  const name = packageName(each.specifier)
  if (each.specifier === '<computed>') return 'a computed import cannot be judged'
  if (each.specifier.startsWith('#')) return 'no such alias in package.json'
  if (name === 'electron') return layer.electron === true ? undefined : 'only src-main/electron imports electron'
  if (layer.packages === 'any' || layer.packages.includes(name)) return undefined
  return `not among its packages (${layer.packages.join(', ') || 'none'})`
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

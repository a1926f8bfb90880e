import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Bytes of JavaScript, compressed, that stand between an empty browser and the sessions. */
export async function measureInitialScript(folder: string): Promise<number> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const inPage = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(([, name]) => name ?? '')
  if (inPage.length < 2) throw new Error('the page does not name both its first script and the program')
  const found = new Set<string>()
  const todo = [...inPage]
  let bytes = 0
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (found.has(file)) continue
    found.add(file)
    const code = await readFile(join(folder, 'assets', file), 'utf8')
    bytes += gzipSync(code).length
    // Static imports alone: `import('./x.js')` is loaded later.
    for (const [, name = ''] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}$,\s]+from\s*)?["']\.\/([\w.-]+\.js)["']/g,
    ))
      todo.push(name)
  }
  return bytes
}

import { describe, expect, it } from 'vitest'
import { readSources } from '../architecture/source-tree.ts'
import { dotted, parse, walk, type Source } from '../architecture/syntax.ts'

/** What exists in one file only, so that its rules can be read in one place. */
const PLACES = [
  {
    what: 'windows are made',
    file: 'windows.ts',
    uses: /^new (BrowserWindow|BaseWindow|WebContentsView|BrowserView)$/u,
  },
  { what: 'pages are listened to', file: 'ports.ts', uses: /^ipcMain\./u },
  { what: 'the shell is spoken to', file: 'preload.ts', uses: /^ipcRenderer\./u },
  { what: 'a browser is opened', file: 'guard.ts', uses: /^shell\.open/u },
  { what: 'permissions are answered', file: 'guard.ts', uses: /Permission(Request|Check)?Handler$/u },
  { what: 'the page’s files are served', file: 'protocol.ts', uses: /protocol\.handle$/u },
] as const

/** What nobody does: code in a page from outside it, objects handed to it, files beside the app's scheme, the inspector. */
const NOWHERE =
  /executeJavaScript|insertCSS|exposeInMainWorld|loadFile$|shell\.(openPath|showItem)|enableRemoteModule|commandLine\.append|ipcRenderer\.(invoke|sendSync)|webContents\.send$/u

const sources = readSources('src-main/electron')

/** Everything a file calls, makes or names by a path of names. */
function usesOf(source: Source): readonly string[] {
  return [...walk(parse(source))].flatMap(node => {
    if (node.type === 'NewExpression') return [`new ${dotted(node['callee']) ?? ''}`]
    const name = node.type === 'MemberExpression' ? dotted(node) : undefined
    return name === undefined ? [] : [name]
  })
}

const filesUsing = (uses: RegExp) =>
  sources.filter(source => usesOf(source).some(use => uses.test(use))).map(({ path }) => path)

describe('the shell', () => {
  it.each(PLACES)('[S13] has one place where $what: $file', ({ file, uses }) => {
    expect(filesUsing(uses)).toEqual([`src-main/electron/${file}`])
  })

  it('[S13] has no way into a page but its ports', () => {
    expect(sources.length).toBeGreaterThan(30)
    expect(filesUsing(NOWHERE)).toEqual([])
  })

  it('finds what it looks for where that is planted', () => {
    const planted = { path: 'src-main/electron/x.ts', text: 'new BrowserWindow({}); page.webContents.send("x")' }

    const uses = usesOf(planted)

    expect(uses.some(use => PLACES[0].uses.test(use))).toBe(true)
    expect(uses.some(use => NOWHERE.test(use))).toBe(true)
  })
})

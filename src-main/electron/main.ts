import { app } from 'electron'
import { browserFolder } from './app-paths.ts'
import { findDeepLink, parseDeepLink } from './deep-links.ts'
import { guardEveryPage } from './guard.ts'
import { LINK_SCHEME } from './origin.ts'
import { registerAppScheme } from './protocol.ts'
import { startShell, type Shell } from './shell.ts'

/**
 * The order of a start: what must be settled before the app is ready, then one instance, then the shell. A second
 * instance hands its link to the first and ends.
 */
app.setName('Claude Comms')
app.setPath('userData', browserFolder(app.getPath('appData')))
app.enableSandbox()
registerAppScheme()
guardEveryPage()

if (app.requestSingleInstanceLock()) run()
else app.quit()

function run(): void {
  let shell: Shell | undefined
  let firstLink = findDeepLink(process.argv)

  app.on('second-instance', (_event, argv) => openLink(findDeepLink(argv)))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    openLink(url)
  })
  app.on('activate', () => void shell?.show())
  // Closing hides, so this comes only while quitting; without a listener Electron would quit by itself elsewhere too.
  app.on('window-all-closed', () => {})
  app.on('before-quit', event => {
    if (shell?.isClosed !== false) return
    // The hub closes first: what is being typed is finished or taken back, not cut off.
    event.preventDefault()
    void shell.close().then(() => app.quit())
  })

  function openLink(link: string | undefined): void {
    if (shell === undefined) firstLink = link ?? firstLink
    else void shell.show(link === undefined ? undefined : parseDeepLink(link))
  }

  void app.whenReady().then(() => {
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
    shell = startShell()
    if (firstLink !== undefined) openLink(firstLink)
  })
}

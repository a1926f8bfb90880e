import { app } from 'electron'
import { listNeedy, type Attention } from './attention.ts'

/** How many sessions need the person, on the Dock; none takes it away. macOS shows it where the app may notify. */
export function showBadge(attention: Attention): void {
  app.setBadgeCount(listNeedy(attention).length)
}

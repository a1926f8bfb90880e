/** Scheme and host of the app's own pages. A scheme of our own has no cookies, no file access and no other site. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = `${APP_SCHEME}://comms`
export const APP_PAGE = `${APP_ORIGIN}/index.html`
/** Scheme of links from outside that open the app. */
export const LINK_SCHEME = 'claude-comms'

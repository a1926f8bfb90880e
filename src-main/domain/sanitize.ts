/** Everything about hostile text, for the layers above. */
export { assertClean } from './sanitize-assert.ts'
export { visibleLine } from './sanitize-line.ts'
export { isOnlyControl, sanitize } from './sanitize-text.ts'

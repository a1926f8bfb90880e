import { handle } from './handle.ts'

export const get = handle.settings.get.handler(({ context: { hub } }) => ({ ...hub.settings }))

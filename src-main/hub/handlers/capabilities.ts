import { handle } from './handle.ts'

export const get = handle.capabilities.get.handler(({ context: { hub } }) => hub.capabilities())

import { noted } from '../audit.ts'
import { handle } from './handle.ts'

export const plan = handle.installs.plan.handler(({ input, context: { hub } }) => {
  const { diff, notes, ...rest } = hub.installer.plan(input.configFolder, input.isRemoval)
  return { ...rest, diff: [...diff], notes: [...notes] }
})

export const apply = handle.installs.apply.handler(({ input, context: { hub, caller } }) => {
  const { agent, configFolder, isRemoval, digest } = input
  const what = `${isRemoval ? 'uninstall' : 'install'} ${agent}`
  return noted(hub, caller, { what, target: configFolder }, () => hub.installer.apply(configFolder, isRemoval, digest))
})

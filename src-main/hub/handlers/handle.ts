import { implement } from '@orpc/server'
import { contract } from '#contract/contract.ts'
import { HubError } from '#contract/errors.ts'
import { noteActivity } from '../attention/note-activity.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'

/**
 * The contract, ready for handlers. A call meant for people is refused to an agent before its handler runs; one by which
 * a person does something shows that they are here.
 */
export const handle = implement(contract)
  .$context<{
    readonly hub: Hub
    readonly caller: Caller
    /** Once the answer was given: whether all of it was written. Missing at doors that cannot tell. */
    readonly isWritten?: () => Promise<boolean>
  }>()
  .use(async ({ context, procedure, path, next }) => {
    const { meta, route } = procedure['~orpc']
    const { power } = meta
    if (power === 'owner' && context.caller.power !== 'owner') {
      throw new HubError('forbidden', `${path.join('.')} is for people only`, {
        hint: 'Ask the person who runs the hub.',
        data: { power },
      })
    }
    if (route.method !== 'POST') return next()
    const { hub, caller } = context
    hub.state?.assertThere()
    if (caller.power === 'owner') await noteActivity(hub).catch(hub.onBug)
    return next()
  })

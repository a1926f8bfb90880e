import { HubError } from '#contract/errors.ts'
import { uuidv7 } from '#contract/uuid.ts'
import type { Inputs } from '#client/calls.ts'
import { createRandomBytes } from '#platform/random-bytes.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { assertMessageId, findChoice, findText, given, isSet } from '../options.ts'
import { KINDS, LANES, OTHERWISE, SUBMITS } from './choices.ts'
import { readBody } from './read-body.ts'

export type SendInput = Inputs['messages']['send']
export type SendOptions = Inputs['messages']['plan']

/**
 * What is to be said, to whom and how.
 *
 * @throws HubError `bad_request` when targets, text or the value of a flag are missing or wrong
 */
export async function readMessage(call: CommandCall, stdin: CommandContext['stdin']): Promise<SendOptions> {
  const { to, text } = splitWords(call)
  const flags = readFlags(call.options)
  return { to: [...to], body: await readBody(text, stdin), ...flags }
}

/** The id that was given, or a new one: from here on, repeating the message is harmless. */
export function chooseMessageId({ clock }: CommandContext, { options }: CommandCall): string {
  const id = findText(options, 'id')
  return id === undefined ? uuidv7(clock.now(), createRandomBytes()(10)) : assertMessageId(id)
}

/** Words before `--` are targets and what follows is the text; without `--` the last word is the text. */
function splitWords({ words, afterDashes }: CommandCall): { readonly to: readonly string[]; readonly text: string } {
  const to = afterDashes === undefined ? words.slice(0, -1) : words
  const text = afterDashes === undefined ? words.at(-1) : afterDashes.join(' ')
  if (to.length > 0 && text !== undefined) return { to, text }
  throw new HubError('bad_request', words.length === 0 ? 'Nobody to send to' : 'Targets and a text are needed', {
    hint: 'comms send <target...> -- "text"; comms ls lists the targets',
  })
}

function readFlags(options: CommandCall['options']): Partial<SendOptions> {
  const expires = findText(options, 'expires')
  const replyTo = findText(options, 'replyTo')
  return {
    ...given('kind', findChoice(options, 'kind', KINDS)),
    ...given('lane', findChoice(options, 'lane', LANES)),
    ...given('submit', findChoice(options, 'submit', SUBMITS)),
    ...given('replyTo', replyTo === undefined ? undefined : assertMessageId(replyTo)),
    ...given('expiresInSeconds', expires === undefined ? undefined : parseSeconds(expires, '--expires')),
    ...given('together', readTogether(options)),
    ...given('noReply', options['reply'] === false ? true : undefined),
    ...given('confirmed', isSet(options, 'yes') ? true : undefined),
    ...given('asCommand', isSet(options, 'asCommand') ? true : undefined),
  }
}

/** `--together` with its flags, which mean nothing without it. */
export function readTogether(options: CommandCall['options']): SendOptions['together'] {
  const within = findText(options, 'within')
  const otherwise = findChoice(options, 'otherwise', OTHERWISE)
  if (isSet(options, 'together')) {
    return {
      ...given('waitSeconds', within === undefined ? undefined : Math.ceil(parseSeconds(within, '--within'))),
      ...(otherwise !== undefined && { otherwise: otherwise === 'retract' ? 'retract' : 'send_ready' }),
    }
  }
  if (within === undefined && otherwise === undefined) return undefined
  throw new HubError('bad_request', `--${within === undefined ? 'otherwise' : 'within'} belongs to --together`, {
    hint: 'add --together to hold it until every target is ready',
  })
}

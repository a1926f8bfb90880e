import { HubError } from '#contract/errors.ts'

/** Most that is read from standard input, in bytes. The hub's own limit lies far below and names itself. */
const READ_LIMIT = 1024 * 1024

/**
 * The text itself, or with `-` everything on standard input less the one line end that programs put there.
 *
 * @throws HubError `empty_body`, `body_too_large`, or `bad_request` for input that is not UTF-8
 */
export async function readBody(text: string, stdin: () => NodeJS.ReadStream): Promise<string> {
  const body = text === '-' ? decode(await readAll(stdin())).replace(/\r?\n$/, '') : text
  if (body !== '') return body
  const what = text === '-' ? 'Standard input was empty' : 'The text is empty'
  throw new HubError('empty_body', `${what}; nothing was sent`)
}

async function readAll(stdin: NodeJS.ReadStream): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stdin as AsyncIterable<Buffer>) {
    size += part.length
    if (size > READ_LIMIT) throw tooLarge(size)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function tooLarge(size: number): HubError {
  return new HubError(
    'body_too_large',
    `Standard input has more than ${READ_LIMIT} bytes; the limit of a message is 65536 unless it was set otherwise`,
    {
      hint: 'nothing was sent or cut: put it in a file and send its path',
      data: { limit: READ_LIMIT, size },
    },
  )
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new HubError('bad_request', 'Standard input is not UTF-8 text; nothing was sent', { cause: error })
  }
}

import {
  acceptedContent,
  inputRequired,
  type CallToolResult,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Tool, ToolParts } from './tool.ts'

type ToolAnswer = CallToolResult | InputRequiredResult

/** Where a name means several sessions, the person is asked which, if the client can ask. */
const CHOICE = 'session'

/**
 * Calls a tool. What goes wrong is an answer too, in words that say what to do; where a name was ambiguous and the
 * client can ask its person, the person chooses and the call goes on.
 */
export async function callTool(
  tool: Tool,
  input: Readonly<Record<string, unknown>>,
  parts: ToolParts,
  context: ServerContext,
  canElicit: boolean,
): Promise<ToolAnswer> {
  const choice = acceptedContent<Record<string, unknown>>(context.mcpReq.inputResponses, CHOICE)?.[CHOICE]
  const isChosen = tool.asksFor !== undefined && typeof choice === 'string'
  // A person who declined was asked, and is not asked again.
  const wasAsked = context.mcpReq.inputResponses?.[CHOICE] !== undefined
  const asked = isChosen ? { ...input, [tool.asksFor ?? '']: choice } : input
  try {
    return { content: [{ type: 'text', text: await tool.run(parts, asked) }] }
  } catch (error) {
    const { message, hint, data } = parts.explain(error)
    const candidates = candidatesOf(data)
    if (
      canElicit &&
      !wasAsked &&
      tool.asksFor !== undefined &&
      typeof input[tool.asksFor] === 'string' &&
      candidates.length > 0
    ) {
      return askWhich(message, candidates)
    }
    const text = [message, hint === '' ? '' : `hint: ${hint}`, ...candidates].filter(line => line !== '').join('\n')
    return { content: [{ type: 'text', text }], isError: true }
  }
}

function askWhich(message: string, candidates: readonly string[]): InputRequiredResult {
  return inputRequired({
    inputRequests: {
      [CHOICE]: inputRequired.elicit({
        message: `${message}. Which one is meant?`,
        requestedSchema: {
          type: 'object',
          properties: { [CHOICE]: { type: 'string', title: 'Session', enum: [...candidates] } },
          required: [CHOICE],
        },
      }),
    },
  })
}

function candidatesOf({ candidates }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(candidates)) return []
  return candidates
    .slice(0, 20)
    .map(one => (typeof one === 'string' ? one : String((one as { address?: unknown }).address)))
}

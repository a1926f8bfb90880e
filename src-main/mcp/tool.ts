import type { z } from 'zod'
import type { HubClient } from '#client/calls.ts'

/** What a tool may use of the hub. */
export interface ToolParts {
  readonly calls: HubClient
  /** A new id for a message. */
  newId(): string
  /** Any failure, as a row of the error table in words: `message` and `hint`. */
  explain(error: unknown): {
    readonly message: string
    readonly hint: string
    readonly data: Readonly<Record<string, unknown>>
  }
}

/** One tool: a thin translation of a call, whose answer is text an agent can read. */
export interface Tool<Input extends z.ZodType = z.ZodType> {
  readonly name: `comms_${string}`
  readonly description: string
  readonly input: Input
  /** True when calling it changes nothing. */
  readonly readOnly: boolean
  /** The field that names one session, so that a person may choose where several are meant. */
  readonly asksFor?: string
  run(parts: ToolParts, input: z.output<Input>): Promise<string>
}

/** Keeps the input's type for `run`, and forgets it outside. */
export function tool<Input extends z.ZodType>(definition: Tool<Input>): Tool {
  return definition
}

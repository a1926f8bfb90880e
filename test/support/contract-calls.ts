import type { z } from 'zod'
import type { Power } from '#contract/call.ts'
import { contract } from '#contract/contract.ts'

/** One call of the contract, flat, with what a door needs to know of it. */
export interface ContractCall {
  /** `messages.send`. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** Under `/v1`, with `{name}` for what stands in the path. */
  readonly path: string
  readonly power: Power
  readonly input: z.ZodType | undefined
  readonly output: z.ZodType
}

/** Every call, read from the contract itself, so that a new one is tested the day it is written. */
export const CALLS: readonly ContractCall[] = Object.entries(contract).flatMap(([family, calls]) =>
  Object.entries(calls).map(([name, call]) => {
    const { route, meta, inputSchema, outputSchema } = call['~orpc']
    return {
      name: `${family}.${name}`,
      method: route.method as ContractCall['method'],
      path: `/v1${route.path}`,
      power: meta.power,
      input: inputSchema as z.ZodType | undefined,
      output: outputSchema,
    }
  }),
)

/** The path with every `{name}` filled in. */
export function fillPath(path: string, value = '0198c0de-0000-7000-8000-000000000000'): string {
  return path.replace(/\{\w+\}/gu, encodeURIComponent(value))
}

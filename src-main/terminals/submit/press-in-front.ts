import type { Address } from '#contract/address.ts'
import type { Front } from '../front/front.ts'

/** Presses Return in the session in front. Resolves with what was in front afterwards instead, for the receipt. */
export async function pressInFront(
  front: Front,
  address: Address,
  press: (sessionId: string) => Promise<unknown>,
): Promise<string | undefined> {
  const { remark } = await front.act(address, 'Return was not pressed', press)
  return remark
}

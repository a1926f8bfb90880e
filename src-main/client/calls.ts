import type { contract } from '#contract/contract.ts'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'

/** The contract as types only: a caller starts without zod, so nothing of it is loaded at run time. */
export type Contract = typeof contract
export type Inputs = InferContractRouterInputs<Contract>
export type Outputs = InferContractRouterOutputs<Contract>

type Call<Input, Output> = unknown extends Input
  ? (input?: undefined, options?: CallOptions) => Promise<Output>
  : (input: Input, options?: CallOptions) => Promise<Output>

export interface CallOptions {
  /** Ends the wait for an answer; the hub may still carry the call out. */
  readonly signal?: AbortSignal
}

/** Every call of the contract as a function of the same name. Each fails with `HubError` only. */
export type HubClient = {
  readonly [Family in keyof Contract]: {
    readonly [Name in keyof Contract[Family]]: Call<
      Inputs[Family][Name & keyof Inputs[Family]],
      Outputs[Family][Name & keyof Outputs[Family]]
    >
  }
}

export type Session = Outputs['sessions']['list']['sessions'][number]
export type Delivery = Outputs['messages']['receipts']['deliveries'][number]
export type DeliveryState = Delivery['state']
export type DeliveryReason = NonNullable<Delivery['reason']>
export type PlannedDelivery = Outputs['messages']['plan']['deliveries'][number]
export type LogRow = Outputs['log']['list']['rows'][number]
export type HubStatus = Outputs['hub']['status']

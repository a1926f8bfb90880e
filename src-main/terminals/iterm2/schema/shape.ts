/** Scalar types of proto2 that iTerm2's messages use. An enumeration travels as an int32 does. */
export type ScalarName = 'string' | 'bool' | 'int32' | 'uint32' | 'int64' | 'double' | 'float' | 'bytes'

/** One field of a message: its number, its type, and what it means when it is absent. */
export interface Field<Value = unknown, Draft = unknown> {
  readonly number: number
  readonly type: ScalarName | (() => Shape)
  readonly isList: boolean
  /** Value of an absent scalar as the schema words it; empty for the zero of its type. */
  readonly fallback: string
  /** Never there: carries the type of what is read. */
  readonly value?: Value
  /** Never there: carries the type of what is written. */
  readonly draft?: Draft
}

/** A message: its name in iTerm2's package, and its fields by their names here. */
export interface Shape<Value = unknown, Draft = unknown> {
  readonly name: string
  readonly fields: Readonly<Record<string, Field>>
  readonly value?: Value
  readonly draft?: Draft
}

type Fields = Readonly<Record<string, Field>>
/** A message as it is read: absent scalars have their default, absent messages are undefined. */
type ReadOf<All extends Fields> = { readonly [Name in keyof All]: ValueOf<All[Name]> }
/** A message as it is written: what is left out is absent. */
type DraftOf<All extends Fields> = { readonly [Name in keyof All]?: DraftOfField<All[Name]> }
type DraftOfField<One> = One extends Field<unknown, infer Draft> ? Draft : never
/** What a field, or a message, holds when it is read. */
export type ValueOf<One> = One extends Field<infer Value> | Shape<infer Value> ? Value : never

/**
 * Describes a message. Members of a oneof stand here as plain optional fields: on the wire they are the same, and
 * whoever writes one sets one.
 */
export function shape<const All extends Fields>(name: string, fields: All): Shape<ReadOf<All>, DraftOf<All>> {
  return { name, fields }
}

export const text = (number: number) => scalar<string>(number, 'string')
export const bool = (number: number) => scalar<boolean>(number, 'bool')
export const int32 = (number: number, fallback = '') => scalar<number>(number, 'int32', fallback)
export const uint32 = (number: number) => scalar<number>(number, 'uint32')
export const int64 = (number: number) => scalar<bigint>(number, 'int64')
export const double = (number: number, fallback = '') => scalar<number>(number, 'double', fallback)
export const bytes = (number: number) => scalar<Uint8Array>(number, 'bytes')

/** A message within a message; a function when it is described further down. */
export function one<Value, Draft>(
  number: number,
  of: Shape<Value, Draft> | (() => Shape<Value, Draft>),
): Field<Value | undefined, Draft> {
  return { number, type: typeof of === 'function' ? of : () => of, isList: false, fallback: '' }
}

/** A repeated field. */
export function many<Value, Draft>({
  number,
  type,
}: Field<Value, Draft>): Field<readonly Exclude<Value, undefined>[], readonly Draft[]> {
  return { number, type, isList: true, fallback: '' }
}

function scalar<Value>(number: number, type: ScalarName, fallback = ''): Field<Value, Value> {
  return { number, type, isList: false, fallback }
}

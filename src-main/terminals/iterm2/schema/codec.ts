import { create, createFileRegistry, fromBinary, toBinary, type DescMessage } from '@bufbuild/protobuf'
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt'
import type { Field, ScalarName, Shape } from './shape.ts'

/** Writes and reads one kind of message. */
export interface Codec<Value, Draft> {
  encode(draft: Draft): Uint8Array
  /** @throws Error for bytes that are not such a message */
  decode(bytes: Uint8Array): Value
}

const PACKAGE = 'iterm2'

const TYPES: Readonly<Record<ScalarName, Type>> = {
  string: Type.STRING,
  bool: Type.BOOL,
  int32: Type.INT32,
  uint32: Type.UINT32,
  int64: Type.INT64,
  double: Type.DOUBLE,
  float: Type.FLOAT,
  bytes: Type.BYTES,
}

/** Makes the codec of a message out of its description, at its first use: where there is no iTerm2 nobody needs it. */
export function createCodec<Value, Draft>(root: Shape<Value, Draft>): Codec<Value, Draft> {
  let known: DescMessage | undefined
  const descriptor = () => (known ??= describe(root))
  return {
    // The descriptor was made from the very shape that these types were.
    encode: draft => toBinary(descriptor(), create(descriptor(), draft as never)),
    decode: bytes => fromBinary(descriptor(), bytes) as Value,
  }
}

/** Whether a scalar was really in the message, and is not just read as its default. */
export function has<Value extends object>(message: Value, field: keyof Value): boolean {
  return Object.hasOwn(message, field)
}

function describe(root: Shape): DescMessage {
  const shapes = reachable(root)
  const file = create(FileDescriptorProtoSchema, {
    name: `${typeName(root)}.proto`,
    package: PACKAGE,
    syntax: 'proto2',
    messageType: shapes.map(shape => ({
      name: typeName(shape),
      field: Object.entries(shape.fields).map(([name, field]) => describeField(name, field)),
    })),
  })
  const descriptor = createFileRegistry(file, () => undefined).getMessage(`${PACKAGE}.${typeName(root)}`)
  if (descriptor === undefined) throw new Error(`${root.name} could not be described`)
  return descriptor
}

function describeField(name: string, { number, type, isList, fallback }: Field) {
  return {
    name,
    jsonName: name,
    number,
    label: isList ? Label.REPEATED : Label.OPTIONAL,
    ...(typeof type === 'function'
      ? { type: Type.MESSAGE, typeName: `.${PACKAGE}.${typeName(type())}` }
      : { type: TYPES[type] }),
    ...(fallback !== '' && { defaultValue: fallback }),
  }
}

/** The message and all messages in it, each once. */
function reachable(root: Shape): readonly Shape[] {
  const found = new Map<string, Shape>()
  const visit = (shape: Shape) => {
    if (found.has(shape.name)) return
    found.set(shape.name, shape)
    for (const { type } of Object.values(shape.fields)) if (typeof type === 'function') visit(type())
  }
  visit(root)
  return [...found.values()]
}

/** Messages within messages lie flat here: names are not on the wire. */
function typeName({ name }: Shape): string {
  return name.replaceAll('.', '_')
}

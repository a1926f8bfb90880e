import { ScriptParameterType, type ScriptParameter, type ScriptValues } from '#contract/script.ts'

export type ParameterReading =
  | { readonly kind: 'parameter'; readonly parameter: ScriptParameter }
  | { readonly kind: 'bad'; readonly message: string }

/** A name becomes `COMMS_PARAM_<NAME>` and a word `name=` on the command line. */
const NAME = /^[a-z][a-z0-9-]{0,31}$/
/** Name, type with its choices, default (bare or quoted), and the words for a person. */
const LINE = /^(\S+)\s+([a-z]+)(?:\(([^()]*)\))?(?:=("(?:[^"\\]|\\.)*"|[^\s"]\S*|))?(?:\s+(.*))?$/

/** Longest value, in characters: far below what an argument may have. */
const LONGEST_VALUE = 8_000

/** Reads `lines number=20 How many lines` or `mode choice(on|off)=on What to do`. */
export function readParameterLine(rest: string): ParameterReading {
  const [, name, typeName, list, given, description = ''] = LINE.exec(rest) ?? []
  if (name === undefined)
    return bad('@param is a name, a type and a description: @param lines number=20 How many lines')
  if (!NAME.test(name)) return bad(`${JSON.stringify(name)} is no parameter name: small letters, digits and dashes`)
  const type = ScriptParameterType.options.find(each => each === typeName)
  if (type === undefined)
    return bad(`${name} has the type ${typeName}; known are ${ScriptParameterType.options.join(', ')}`)
  const choices = (list ?? '').split('|').map(choice => choice.trim())
  const isChoice = type === 'choice'
  if (isChoice !== (list !== undefined)) return bad(`${name}: choices stand in brackets behind choice: choice(on|off)`)
  if (isChoice && (choices.includes('') || new Set(choices).size < choices.length))
    return bad(`${name} has an empty choice, or one twice`)
  const value = readDefault(given) ?? (type === 'flag' ? 'false' : null)
  const parameter: ScriptParameter = { name, type, choices: isChoice ? choices : [], default: value, description }
  const trouble = value === null || value === '' ? undefined : findTrouble(parameter, value)
  return trouble === undefined ? { kind: 'parameter', parameter } : bad(`the default of ${name} ${trouble}`)
}

function readDefault(given: string | undefined): string | undefined {
  if (given === undefined || !given.startsWith('"')) return given
  return given.slice(1, -1).replace(/\\(.)/g, '$1')
}

function bad(message: string): ParameterReading {
  return { kind: 'bad', message }
}

export type ValuesReading =
  /** One for each parameter, in the order of the header. */
  | { readonly kind: 'values'; readonly values: readonly { readonly name: string; readonly value: string }[] }
  | { readonly kind: 'bad'; readonly problems: readonly { readonly name: string; readonly message: string }[] }

/** Puts given values and defaults together, and refuses what the header does not allow. */
export function readValues(parameters: readonly ScriptParameter[], given: ScriptValues): ValuesReading {
  const known = new Map(Object.entries(given))
  const problems = [...known.keys()]
    .filter(name => parameters.every(parameter => parameter.name !== name))
    .map(name => ({ name, message: 'is not a parameter of this script' }))
  const values = parameters.map(parameter => {
    const value = known.get(parameter.name) ?? parameter.default
    const isDefault = value === parameter.default
    const message = value === null ? 'needs a value' : isDefault ? undefined : findTrouble(parameter, value)
    if (message !== undefined) problems.push({ name: parameter.name, message })
    return { name: parameter.name, value: value ?? '' }
  })
  return problems.length > 0 ? { kind: 'bad', problems } : { kind: 'values', values }
}

/** What is wrong with a value, in words that follow the parameter's name; nothing when it will do. */
function findTrouble({ type, choices }: ScriptParameter, value: string): string | undefined {
  if (value.includes('\0')) return 'holds a NUL character'
  if (!value.isWellFormed()) return 'holds half a character'
  if (value.length > LONGEST_VALUE) return `is longer than ${LONGEST_VALUE} characters`
  switch (type) {
    case 'text':
      return undefined
    case 'number':
      return /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? undefined : 'is not a number'
    case 'flag':
      return value === 'true' || value === 'false' ? undefined : 'is true or false'
    case 'path':
      return value.startsWith('/') || value.startsWith('~/') ? undefined : 'is not a path that starts with / or ~/'
    case 'choice':
      return choices.includes(value) ? undefined : `is none of ${choices.join(', ')}`
  }
}

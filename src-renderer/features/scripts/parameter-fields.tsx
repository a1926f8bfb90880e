import { Checkbox } from 'react-aria-components'
import { Check } from 'lucide-react'
import type { Script, ScriptParameter } from '#contract/script.ts'
import { LineField } from '../../components/field.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { setValue, useScriptState } from './script-state.ts'

/** A field for each parameter of the header, of the kind its type asks for. The hub judges the values. */
export function ParameterFields({ script }: { readonly script: Script }) {
  const values = useScriptState(state => state.values[script.id])
  return script.parameters.map(parameter => (
    <ParameterField
      key={parameter.name}
      parameter={parameter}
      value={values?.[parameter.name] ?? parameter.default ?? ''}
      onChange={value => setValue(script.id, parameter.name, value)}
    />
  ))
}

interface Props {
  readonly parameter: ScriptParameter
  readonly value: string
  onChange(value: string): void
}

/** One field for one parameter. */
export function ParameterField({ parameter, value, onChange }: Props) {
  const { name, type, choices, description } = parameter
  switch (type) {
    case 'flag':
      return (
        <Checkbox
          isSelected={value === 'true'}
          onChange={isOn => onChange(String(isOn))}
          className="group flex items-center gap-2 outline-none"
        >
          <span className="flex h-4 w-4 items-center justify-center rounded-[4px] border border-border-strong bg-canvas group-selected:border-accent group-selected:bg-accent group-focus-visible:outline-2">
            <Check size={12} aria-hidden className="hidden text-white group-selected:block" />
          </span>
          <span>
            <span className="font-semibold">{name}</span> <span className="foreign text-text-2">{description}</span>
          </span>
        </Checkbox>
      )
    case 'choice':
      return (
        <div className="flex flex-col gap-1">
          <span className="font-semibold">{name}</span>
          <div className="flex max-w-full overflow-x-auto">
            <Segmented
              label={name}
              choices={choices.map(id => ({ id, title: id }))}
              value={value}
              onChange={onChange}
            />
          </div>
          {description !== '' && <span className="foreign text-small text-text-2">{description}</span>}
        </div>
      )
    case 'text':
    case 'number':
    case 'path':
      return <LineField label={name} hint={hintOf(parameter)} value={value} onChange={onChange} />
  }
}

function hintOf({ type, description, default: usual }: ScriptParameter): string {
  const kind = type === 'number' ? 'a number' : type === 'path' ? 'a path that starts with / or ~/' : ''
  return [description, kind, usual === null ? 'needed' : ''].filter(Boolean).join(' · ')
}

import { FieldError, Input, Label, NumberField, Text, TextArea, TextField } from 'react-aria-components'

const BOX =
  'w-full rounded-control border border-border-strong bg-canvas px-2 text-body text-text invalid:border-error disabled:opacity-50'

interface Common {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with the value, or undefined. */
  readonly problem?: string | undefined
}

/** One line of text with its label, what it means, and what is wrong with it. */
export function LineField({
  label,
  hint,
  problem,
  value,
  takesFocus = false,
  onChange,
}: Common & {
  readonly value: string
  /** It is what the person writes first. */
  readonly takesFocus?: boolean
  onChange(value: string): void
}) {
  return (
    <TextField
      value={value}
      onChange={onChange}
      isInvalid={problem !== undefined}
      autoFocus={takesFocus}
      className="flex flex-col gap-1"
    >
      <Label className="font-semibold">{label}</Label>
      <Input className={`h-8 ${BOX}`} />
      <Below hint={hint} problem={problem} />
    </TextField>
  )
}

/** Several lines of text. */
export function LinesField({
  label,
  hint,
  problem,
  value,
  onChange,
}: Common & { readonly value: string; onChange(value: string): void }) {
  return (
    <TextField value={value} onChange={onChange} isInvalid={problem !== undefined} className="flex flex-col gap-1">
      <Label className="font-semibold">{label}</Label>
      <TextArea rows={3} className={`py-1 font-mono ${BOX}`} />
      <Below hint={hint} problem={problem} />
    </TextField>
  )
}

/** A whole number between two bounds. */
export function WholeNumberField({
  label,
  hint,
  problem,
  value,
  minimum,
  maximum,
  onChange,
}: Common & {
  readonly value: number
  readonly minimum: number
  readonly maximum: number
  onChange(value: number): void
}) {
  return (
    <NumberField
      value={value}
      minValue={minimum}
      maxValue={maximum}
      onChange={onChange}
      isInvalid={problem !== undefined}
      className="flex flex-col gap-1"
    >
      <Label className="font-semibold">{label}</Label>
      <Input className={`h-8 ${BOX}`} />
      <Below hint={hint} problem={problem} />
    </NumberField>
  )
}

function Below({ hint, problem }: Pick<Common, 'hint' | 'problem'>) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className="text-small text-text-2">
          {hint}
        </Text>
      )}
      <FieldError className="text-small text-error">{problem}</FieldError>
    </>
  )
}

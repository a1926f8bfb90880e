import { Segmented } from '../../components/segmented.tsx'

/** One of a few choices, with what is chosen above it. */
export function ChoiceSetting<Choice extends string>(props: {
  readonly label: string
  readonly choices: readonly { readonly id: Choice; readonly title: string }[]
  readonly value: Choice
  onChange(value: Choice): void
}) {
  return (
    <div className="flex flex-col items-start gap-1">
      <span aria-hidden className="font-semibold">
        {props.label}
      </span>
      <Segmented {...props} />
    </div>
  )
}

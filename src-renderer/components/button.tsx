import { Button as AriaButton, type ButtonProps } from 'react-aria-components'

interface Props extends ButtonProps {
  /** `primary` once on a page; `danger` for what cannot be undone; `quiet` inside rows and bars. */
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet'
}

const LOOKS = {
  primary: 'bg-accent text-white hover:brightness-110 pressed:brightness-95',
  plain: 'bg-raised text-text border border-border hover:bg-hover',
  danger: 'bg-danger text-white hover:brightness-110',
  quiet: 'text-text-2 hover:bg-hover hover:text-text',
} as const

/** A button of 28 px. */
export function Button({ look = 'plain', className, ...rest }: Props) {
  return (
    <AriaButton
      {...rest}
      className={`inline-flex h-7 cursor-default items-center gap-1.5 rounded-control px-2.5 text-body whitespace-nowrap select-none disabled:opacity-50 ${LOOKS[look]} ${typeof className === 'string' ? className : ''}`}
    />
  )
}

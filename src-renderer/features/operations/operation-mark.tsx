import type { OPERATION_MARKS } from './operation-marks.ts'

/** The shape of a state; the word stands beside it. */
export function OperationMark({ mark }: { readonly mark: (typeof OPERATION_MARKS)['running'] }) {
  const { icon: Icon, text } = mark
  return <Icon size={14} aria-hidden className={`shrink-0 ${text}`} />
}

import type { ReactNode } from 'react'

/** What a place shows while it has nothing: one line, one sentence, and what to do next. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      <h2 className="text-title font-semibold">{title}</h2>
      {children !== undefined && <p className="max-w-96 text-text-2">{children}</p>}
      {actions !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

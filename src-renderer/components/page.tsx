import type { ReactNode } from 'react'

/** A place: its title, what can be done there, and its content that scrolls. */
export function Page({
  title,
  actions,
  isText = false,
  children,
}: {
  readonly title: string
  readonly actions?: ReactNode
  /** Nothing in it takes the focus: the page itself does, so that the keyboard can scroll it. */
  readonly isText?: boolean
  readonly children: ReactNode
}) {
  return (
    <section aria-labelledby="page-title" className="flex h-full flex-col">
      <header className="flex h-[52px] shrink-0 items-center gap-2 border-b border-border px-4">
        <h1 id="page-title" className="flex-1 truncate text-title font-semibold">
          {title}
        </h1>
        {actions}
      </header>
      <div
        {...(isText && { tabIndex: 0, role: 'region', 'aria-labelledby': 'page-title' })}
        className="min-h-0 flex-1 overflow-auto"
      >
        {children}
      </div>
    </section>
  )
}

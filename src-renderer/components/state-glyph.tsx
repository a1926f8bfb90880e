import type { SessionState } from '#contract/session.ts'

/** The mark of a state: a shape of its own for each, and a colour only second. 14 px. Without a label it only repeats what stands beside it. */
export function StateGlyph({ state, label }: { readonly state: SessionState; readonly label: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="14"
      height="14"
      {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      className={`shrink-0 ${COLOURS[state]}`}
    >
      {SHAPES[state]}
    </svg>
  )
}

const COLOURS: Readonly<Record<SessionState, string>> = {
  blocked: 'text-blocked',
  error: 'text-error',
  done: 'text-done',
  working: 'text-working',
  idle: 'text-idle',
  unknown: 'text-idle',
  gone: 'text-idle opacity-60',
}

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 2 } as const
const cut = { stroke: 'var(--canvas)', strokeWidth: 1.8, strokeLinecap: 'round', fill: 'none' } as const

const SHAPES: Readonly<Record<SessionState, React.ReactNode>> = {
  blocked: (
    <>
      <path d="M8 1.2 15.2 14H.8Z" fill="currentColor" />
      <path d="M8 6v3.6M8 11.8v.1" {...cut} />
    </>
  ),
  error: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" fill="currentColor" />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" {...cut} />
    </>
  ),
  done: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.8 8.3 2.2 2.2 4.2-4.7" {...cut} />
    </>
  ),
  working: (
    <path
      d="M8 2a6 6 0 1 1-6 6"
      {...ring}
      strokeLinecap="round"
      className="origin-center animate-spin motion-reduce:animate-none"
    />
  ),
  idle: <circle cx="8" cy="8" r="5.6" {...ring} />,
  unknown: <circle cx="8" cy="8" r="5.6" {...ring} strokeDasharray="2.6 2.6" />,
  gone: <circle cx="8" cy="8" r="5.6" {...ring} strokeDasharray="1.2 3.2" />,
}

import type { Stretch } from './mark-differences.ts'

/** An answer with its differences marked: what is said otherwise underlined, a sign where something is missing. */
export function MarkedText({ stretches }: { readonly stretches: readonly Stretch[] }) {
  return stretches.map((stretch, place) => (
    // Stretches never move: their place is what they are.
    // eslint-disable-next-line react/no-array-index-key
    <Piece key={place} stretch={stretch} />
  ))
}

function Piece({ stretch }: { readonly stretch: Stretch }) {
  if (stretch.kind === 'same') return stretch.text
  const { text, instead } = stretch
  const words = instead.trim()
  if (text === '')
    return (
      <span
        role="img"
        aria-label={`missing here: ${words}`}
        title={`missing here: ${words}`}
        className="mx-0.5 rounded-sm bg-chip-blocked px-0.5 text-blocked select-none"
      >
        …
      </span>
    )
  const end = text.trimEnd().length
  return (
    <>
      <mark
        title={words === '' ? 'not said there' : `there: ${words}`}
        className="rounded-sm bg-chip-working text-text underline decoration-working decoration-2 underline-offset-2"
      >
        {text.slice(0, end)}
      </mark>
      {text.slice(end)}
    </>
  )
}

import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react'
import './console-style.ts'

export interface ConsoleHandle {
  /** Text that is safe to show; see `consoleText`. */
  write(text: string): void
}

/** A terminal that only shows: nothing can be typed into it, and it takes no order from what it shows. */
export function Console({ ref }: { readonly ref: Ref<ConsoleHandle> }) {
  const place = useRef<HTMLDivElement>(null)
  const terminal = useRef<Terminal>(null)
  // Before the handle is given out: what was written until then is handed over at once.
  useLayoutEffect(() => {
    if (place.current === null) return undefined
    const made = new Terminal({
      disableStdin: true,
      scrollback: 10_000,
      fontSize: 12,
      fontFamily: getComputedStyle(place.current).fontFamily,
      theme: readTheme(place.current),
      linkHandler: { activate: () => undefined },
      screenReaderMode: true,
      allowProposedApi: true,
    })
    const fit = new FitAddon()
    made.loadAddon(fit)
    // Titles, links and the clipboard are none of a script's business, even if a sequence got through.
    for (const code of [0, 1, 2, 4, 8, 10, 11, 12, 52, 104]) made.parser.registerOscHandler(code, () => true)
    made.open(place.current)
    fit.fit()
    const watch = new ResizeObserver(() => fit.fit())
    watch.observe(place.current)
    terminal.current = made
    return () => {
      watch.disconnect()
      terminal.current = null
      made.dispose()
    }
  }, [])
  useImperativeHandle(ref, () => ({ write: text => terminal.current?.write(text) }), [])
  return (
    <div
      role="region"
      aria-label="Console"
      className="h-72 overflow-hidden rounded-control border border-border bg-inset p-2 font-mono"
    >
      <div ref={place} className="h-full font-mono" />
    </div>
  )
}

function readTheme(element: HTMLElement) {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    background: token('inset'),
    foreground: token('text'),
    cursor: token('inset'),
    red: token('error'),
    green: token('done'),
    yellow: token('blocked'),
    blue: token('link'),
    cyan: token('working'),
  }
}

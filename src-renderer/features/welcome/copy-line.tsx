import { Copy } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../lib/copy-text.ts'

/** A command to paste into a terminal. */
export function CopyLine({ text }: { readonly text: string }) {
  return (
    <div className="flex items-center gap-2 rounded-control bg-inset py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 truncate font-mono text-small">{text}</code>
      <Button look="quiet" aria-label={`Copy ${text}`} onPress={() => void copyText(text, 'Copied')}>
        <Copy size={14} aria-hidden />
        Copy
      </Button>
    </div>
  )
}

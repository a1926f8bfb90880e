import { Copy } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'

/** A command to paste into a terminal. */
export function CopyLine({ text }: { readonly text: string }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      toast.success('Copied')
    } catch {
      toast.error('The browser did not let the page copy')
    }
  }
  return (
    <div className="flex items-center gap-2 rounded-control bg-inset py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 truncate font-mono text-small">{text}</code>
      <Button look="quiet" aria-label={`Copy ${text}`} onPress={() => void copy()}>
        <Copy size={14} aria-hidden />
        Copy
      </Button>
    </div>
  )
}

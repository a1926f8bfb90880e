import { X } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { errorWords } from '../../lib/words.ts'
import type { Remark } from './use-sending.ts'

/** What became of the last attempt, when there is something to say. */
export function RemarkLine({ remark, onClose }: { readonly remark: Remark; onClose(): void }) {
  if (remark === null) return null
  const { what, hint } = 'words' in remark ? { what: remark.words, hint: '' } : errorWords(remark.error)
  return (
    <div role="alert" className="flex items-start gap-2 rounded-control bg-chip-blocked px-2 py-1">
      <p className="foreign min-w-0 flex-1 [overflow-wrap:anywhere]">
        {what}
        {hint !== '' && <span className="text-text-2"> {hint}</span>}
      </p>
      <Button look="quiet" aria-label="Close" className="h-6 px-1!" onPress={onClose}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  )
}

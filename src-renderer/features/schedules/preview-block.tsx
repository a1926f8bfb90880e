import { TriangleAlert } from 'lucide-react'
import type { SchedulePreview } from '#contract/schedule.ts'
import { useNow } from '../../lib/use-now.ts'
import { count } from '../../lib/words.ts'
import { HERE, momentIn, untilWords } from './zone-time.ts'

/** When it is due next, in the schedule's zone and in the viewer's, and what a person should know. */
export function PreviewBlock({ preview, zone }: { readonly preview: SchedulePreview; readonly zone: string }) {
  const now = useNow()
  const isElsewhere = zone !== HERE
  return (
    <section aria-label="Preview" className="flex flex-col gap-2 rounded-card bg-inset p-3">
      <p className="font-semibold">{preview.sentence}</p>
      {preview.next.length > 0 && (
        <table className="w-full text-small">
          <thead className="text-left text-text-2">
            <tr>
              <th className="font-normal">Next runs</th>
              <th className="font-normal">{zone}</th>
              {isElsewhere && <th className="font-normal">Here ({HERE})</th>}
            </tr>
          </thead>
          <tbody>
            {preview.next.map(at => (
              <tr key={at}>
                <td className="pr-2 text-text-2">{untilWords(at, now)}</td>
                <td className="pr-2">{momentIn(at, zone)}</td>
                {isElsewhere && <td>{momentIn(at, HERE)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {preview.targets.length > 0 && (
        <p className="foreign text-small text-text-2">
          To {count(preview.targets.length, 'session')} now: {preview.targets.map(({ name }) => name).join(', ')}
        </p>
      )}
      {preview.warnings.length > 0 && (
        <ul aria-label="Warnings" className="flex flex-col gap-1 text-small">
          {preview.warnings.map(({ text }) => (
            <li key={text} className="flex gap-1.5 text-blocked">
              <TriangleAlert size={14} aria-hidden className="mt-px shrink-0" />
              <span className="foreign">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

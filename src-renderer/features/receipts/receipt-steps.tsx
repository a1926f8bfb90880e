import type { Delivery } from '#contract/delivery.ts'
import { clockSeconds } from '../../lib/time.ts'
import { count, receiptWords } from '../../lib/words.ts'

/** What happened to a delivery, in order, and how each thing is known. */
export function ReceiptSteps({ delivery }: { readonly delivery: Delivery }) {
  const { steps, lane, attempts, presses } = delivery
  return (
    <div className="mb-1 ml-8 border-l border-border pl-3 text-small">
      <ol>
        {steps.map((step, index) => (
          // Steps are only ever added at the end.
          // eslint-disable-next-line react/no-array-index-key
          <li key={index} className="grid grid-cols-[60px_1fr] gap-x-2 py-0.5">
            <time dateTime={step.at} className="text-text-3">
              {clockSeconds(step.at)}
            </time>
            <span className="min-w-0">
              <span className="text-text">{receiptWords(step)}</span>{' '}
              <span className="foreign text-text-2 [overflow-wrap:anywhere]">
                {step.evidence} <span className="text-text-3">({step.source})</span>
              </span>
            </span>
          </li>
        ))}
      </ol>
      <p className="py-0.5 text-text-3">
        By the {lane} lane · written {count(attempts, 'time')} · Return pressed {count(presses, 'time')}
      </p>
    </div>
  )
}

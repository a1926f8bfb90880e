import { CircleCheck, CircleDashed, CircleHelp, TriangleAlert } from 'lucide-react'
import { redactReport } from '#contract/doctor-report.ts'
import { toast } from 'sonner'
import type { Check } from '#contract/hub-status.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { useCommand } from '../../lib/commands/use-command.ts'
import { copyText } from '../../lib/copy-text.ts'
import { getHub } from '../../lib/hub.ts'
import { shortenFolders } from '../../lib/short-folder.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { errorWords } from '../../lib/words.ts'

const askDoctor = () => getHub().hub.doctor()

/** Everything the hub rests on, each with its own fix. */
export function DoctorPage() {
  const { data, error, isLoading, reload } = useHubData(askDoctor)
  const checks = data?.checks ?? []
  useCommand('doctor.copy', () => copyReport(checks), checks.length > 0)
  return (
    <Page
      title="Doctor"
      isText
      actions={
        <>
          <Button onPress={() => copyReport(checks)} isDisabled={checks.length === 0}>
            Copy report
          </Button>
          <Button look="primary" onPress={reload} isDisabled={isLoading}>
            {isLoading ? 'Checking' : 'Check again'}
          </Button>
        </>
      }
    >
      <Notice error={error} />
      <ul aria-label="Checks" aria-busy={isLoading} className="mx-auto max-w-3xl p-4">
        {checks.map(check => (
          <CheckRow key={check.id} check={check} onMended={reload} />
        ))}
      </ul>
    </Page>
  )
}

const MARKS = {
  ok: { icon: CircleCheck, word: 'OK', colour: 'text-done' },
  action: { icon: TriangleAlert, word: 'Needs action', colour: 'text-blocked' },
  optional: { icon: CircleDashed, word: 'Optional', colour: 'text-text-3' },
  unknown: { icon: CircleHelp, word: 'Can’t tell', colour: 'text-text-3' },
} as const

function CheckRow({ check, onMended }: { readonly check: Check; onMended(): void }) {
  const { icon: Icon, word, colour } = MARKS[check.status]
  return (
    <li className="flex gap-3 border-b border-border py-3 last:border-0">
      <Icon size={18} aria-hidden className={`mt-0.5 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <p className="flex gap-2">
          <span className="font-semibold">{check.title}</span>
          <span className={colour}>{word}</span>
        </p>
        <p className="foreign break-words text-text-2">{shortenFolders(check.detail)}</p>
        {check.fix !== '' && <p className="foreign break-words">{check.fix}</p>}
      </div>
      {check.canMend && check.status !== 'ok' && (
        <Button onPress={() => void mend(check, onMended)} aria-label={`Do it: ${check.title}`}>
          Do it
        </Button>
      )}
    </li>
  )
}

async function mend(check: Check, onMended: () => void): Promise<void> {
  try {
    const { done } = await getHub().hub.mend({ check: check.id })
    toast.success(done)
  } catch (error) {
    toast.error(errorWords(error).what)
  }
  onMended()
}

function copyReport(checks: readonly Check[]): void {
  void copyText(redactReport(checks), 'Report copied; names of people and folders are left out')
}

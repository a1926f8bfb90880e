import { RotateCw } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { ScriptDetail } from './script-detail.tsx'
import { ScriptList } from './script-list.tsx'
import { useScriptState } from './script-state.ts'
import { findScripts } from './script-words.ts'

const askScripts = () => getHub().scripts.list()

/** The script library: what there is, and one of it with everything needed to run it. */
export function ScriptsPage() {
  const { data, error, isLoading, reload } = useHubData(askScripts)
  const shown = useScriptState(state => state.shown)
  const search = useScriptState(state => state.search)
  const scripts = findScripts(data?.scripts ?? [], search)
  const script = scripts.find(({ id }) => id === shown) ?? scripts[0]
  return (
    <Page
      title="Scripts"
      actions={
        <Button onPress={reload} isDisabled={isLoading}>
          <RotateCw size={14} aria-hidden />
          {isLoading ? 'Reading' : 'Read again'}
        </Button>
      }
    >
      {data === undefined ? (
        error === undefined ? (
          <p role="status" className="p-4 text-text-2">
            Reading the library
          </p>
        ) : (
          <Notice error={error} />
        )
      ) : (
        <div className="flex h-full max-[900px]:h-auto max-[900px]:flex-col">
          <ScriptList scripts={scripts} shown={script?.id ?? null} problems={data.problems} />
          {script === undefined ? (
            <EmptyState title="No script holds that">
              Search for less, or put a file into {data.folders.find(({ shelf }) => shelf === 'own')?.path}.
            </EmptyState>
          ) : (
            <ScriptDetail key={script.id} script={script} />
          )}
        </div>
      )}
    </Page>
  )
}

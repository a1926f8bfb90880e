import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { Input, Menu, MenuItem, MenuTrigger, Popover, SearchField } from 'react-aria-components'
import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { useCommand } from '../../lib/commands/use-command.ts'
import { count, errorWords } from '../../lib/words.ts'
import { exportRows } from './export-rows.ts'
import { Histogram } from './histogram.tsx'
import { LOG_KINDS, type LogKind } from './log-kind.ts'
import { LogList } from './log-list.tsx'
import { useLogRows } from './use-log-rows.ts'

/** Deliveries, the log and the audit: one filter language, one list, export of what the filter matches. */
export function ActivityPage() {
  const { q = '' } = useSearch({ from: '/activity' })
  const navigate = useNavigate({ from: '/activity' })
  const [kind, setKind] = useState<LogKind>('deliveries')
  const filter = useDeferredValue(q)
  const { rows, hints, error, isLoaded } = useLogRows(kind, filter)
  const setFilter = (text: string) => void navigate({ search: text === '' ? {} : { q: text }, replace: true })
  return (
    <Page title="Activity" actions={<ExportMenu kind={kind} filter={filter} />}>
      <div className="flex h-full flex-col">
        <div className="flex flex-wrap items-center gap-3 px-4 pt-3">
          <Segmented<LogKind> label="What to show" choices={LOG_KINDS} value={kind} onChange={setKind} />
          <SearchField aria-label="Filter" value={q} onChange={setFilter} className="min-w-40 flex-1">
            <Input
              data-filter
              placeholder="status:failed to:api since:2h"
              className="h-7 w-full rounded-control border border-border-strong bg-canvas px-2 placeholder:text-text-3"
            />
          </SearchField>
        </div>
        {hints.map(hint => (
          <p key={hint} className="px-4 pt-1 text-small text-text-2">
            {hint}
          </p>
        ))}
        <Notice error={error} />
        <Histogram kind={kind} filter={filter} />
        {!isLoaded ? null : rows.length === 0 && error === undefined ? (
          <EmptyState title={q === '' ? 'Nothing has happened yet' : 'No rows match'}>
            {q === '' ? 'What is sent and what changes shows up here.' : 'Leave out a term of the filter to see more.'}
          </EmptyState>
        ) : (
          <LogList key={kind} rows={rows} label={LOG_KINDS.find(({ id }) => id === kind)?.title ?? ''} />
        )}
      </div>
    </Page>
  )
}

function ExportMenu({ kind, filter }: { readonly kind: LogKind; readonly filter: string }) {
  useCommand('log.export', () => void run('jsonl'))
  async function run(format: 'jsonl' | 'csv'): Promise<void> {
    try {
      toast.success(`${count(await exportRows(kind, filter, format), 'row')} saved`)
    } catch (error) {
      toast.error(errorWords(error).what)
    }
  }
  return (
    <MenuTrigger>
      <Button>Export</Button>
      <Popover className="rounded-card border border-border bg-raised p-1 shadow-lg">
        <Menu onAction={key => void run(key as 'jsonl' | 'csv')} className="outline-none">
          {(['jsonl', 'csv'] as const).map(format => (
            <MenuItem key={format} id={format} className="cursor-default rounded-control px-3 py-1 focus:bg-selected">
              Everything the filter matches, as {format.toUpperCase()}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

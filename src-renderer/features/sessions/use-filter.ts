import { useEffect, useState } from 'react'
import { getRouteApi } from '@tanstack/react-router'
import { getHub } from '../../lib/hub.ts'
import { setFilter, useSelection } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { FilterAsker, NO_FILTER, type FilterAnswer } from './filter-asker.ts'

const route = getRouteApi('/sessions')

/** Keeps the filter and the page's address the same: an address that is opened sets the filter, typing writes it. */
export function useFilterInAddress(): void {
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = useSelection(state => state.filter)
  useEffect(() => {
    if (q !== undefined) setFilter(q)
  }, [q])
  useEffect(() => {
    const timer = setTimeout(() => {
      const search = filter === '' ? {} : { q: filter }
      if (filter !== (q ?? '')) void navigate({ search, replace: true })
    }, 200)
    return () => clearTimeout(timer)
  }, [filter, q, navigate])
}

/** What the filter leaves, asked anew when it or the sessions change. */
export function useFilterAnswer(): FilterAnswer {
  const filter = useSelection(state => state.filter)
  const [answer, setAnswer] = useState<FilterAnswer>(NO_FILTER)
  const [asker] = useState(() => new FilterAsker(text => getHub().sessions.list({ filter: text }), setAnswer))
  useEffect(() => {
    asker.setFilter(filter)
    const unsubscribe = useSessions.subscribe((now, before) => {
      if (now.byId !== before.byId) asker.sessionsChanged()
    })
    return () => {
      unsubscribe()
      asker.close()
    }
  }, [asker, filter])
  return answer
}

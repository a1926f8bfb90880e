import { Outlet } from '@tanstack/react-router'
import { Toaster } from 'sonner'
import { Sidebar } from './sidebar.tsx'
import { StatusLine } from './status-line.tsx'

/** What stands around every place. */
export function Frame() {
  return (
    <div className="flex h-full">
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col">
        <main className="min-h-0 flex-1">
          <Outlet />
        </main>
        <StatusLine />
      </div>
      <Toaster position="bottom-right" visibleToasts={2} />
    </div>
  )
}

import { AlarmClock } from 'lucide-react'
import { toast } from 'sonner'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { SNOOZE_TIMES } from './snooze-times.ts'

/** Puts requests or sessions out of sight for a while. */
export function SnoozeMenu({ what, name }: { readonly what: readonly string[]; readonly name: string }) {
  function snooze(id: string): void {
    const until = SNOOZE_TIMES.find(time => time.id === id)?.until(new Date())
    if (until !== undefined) void snoozeAll(what, until.toISOString())
  }
  return (
    <MenuTrigger>
      <Button look="quiet" className="-my-1 px-1.5!" aria-label={`Snooze ${name}`}>
        <AlarmClock size={14} aria-hidden />
      </Button>
      <Popover className="rounded-card border border-border bg-raised p-1 shadow-lg">
        <Menu aria-label="Snooze" onAction={key => snooze(String(key))} className="outline-none">
          {SNOOZE_TIMES.map(({ id, title }) => (
            <MenuItem key={id} id={id} className="cursor-default rounded-control px-3 py-1 focus:bg-selected">
              {title}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** Until null shows them again. */
export async function snoozeAll(what: readonly string[], until: string | null): Promise<void> {
  try {
    for (const one of what) await getHub().attention.snooze({ what: one, until })
  } catch (error) {
    toast.error(errorWords(error).what)
  }
}

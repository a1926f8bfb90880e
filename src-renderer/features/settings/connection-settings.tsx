import { useState } from 'react'
import type { Settings } from '#contract/settings.ts'
import { LinesField, WholeNumberField } from '../../components/field.tsx'
import { changeSettings } from './change-settings.ts'

export function ConnectionSettings({ settings }: { readonly settings: Settings }) {
  const [sockets, setSockets] = useState(settings.tmuxSockets.join('\n'))
  const wrong = sockets.split('\n').find(line => line.trim() !== '' && !line.trim().startsWith('/'))
  function changeSockets(text: string): void {
    setSockets(text)
    const paths = text.split('\n').map(line => line.trim())
    if (paths.every(path => path === '' || path.startsWith('/')))
      changeSettings({ tmuxSockets: paths.filter(path => path !== '') })
  }
  return (
    <>
      <LinesField
        label="Other tmux sockets"
        hint="One absolute path a line; the usual folder is always watched. Takes effect when the hub starts again."
        problem={wrong === undefined ? undefined : `${wrong} is not an absolute path`}
        value={sockets}
        onChange={changeSockets}
      />
      <WholeNumberField
        label="Events kept in the log"
        value={settings.keepEvents}
        minimum={1_000}
        maximum={10_000_000}
        onChange={keepEvents => changeSettings({ keepEvents })}
      />
      <WholeNumberField
        label="Minutes of screens kept for Rewind"
        hint="In memory alone, never written down. 0 keeps nothing."
        value={settings.rewindMinutes}
        minimum={0}
        maximum={60}
        onChange={rewindMinutes => changeSettings({ rewindMinutes })}
      />
    </>
  )
}

import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { toast } from 'sonner'
import type { Settings } from '#contract/settings.ts'
import { LinesField, WholeNumberField } from '../../components/field.tsx'
import { Page } from '../../components/page.tsx'
import { getHub } from '../../lib/hub.ts'
import { chooseTheme, readTheme, type Theme } from '../../lib/theme.ts'
import { errorWords } from '../../lib/words.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { CountdownSetting } from './countdown-setting.tsx'

/** Changes apply at once; there is nothing to save. */
export function SettingsPage() {
  const settings = useHubFacts(facts => facts.settings)
  return (
    <Page title="Settings">
      <div className="mx-auto flex max-w-xl flex-col gap-8 p-6">
        <section aria-labelledby="appearance" className="flex flex-col gap-4">
          <h2 id="appearance" className="text-title font-semibold">
            Appearance
          </h2>
          <ThemeSetting />
        </section>
        <section aria-labelledby="sending" className="flex flex-col gap-4">
          <h2 id="sending" className="text-title font-semibold">
            Sending
          </h2>
          <CountdownSetting />
          {settings !== null && <SendingSettings settings={settings} />}
        </section>
        {settings !== null && (
          <section aria-labelledby="connections" className="flex flex-col gap-4">
            <h2 id="connections" className="text-title font-semibold">
              Connections and log
            </h2>
            <ConnectionSettings settings={settings} />
          </section>
        )}
      </div>
    </Page>
  )
}

const THEMES: readonly { readonly id: Theme; readonly word: string }[] = [
  { id: 'system', word: 'Like the system' },
  { id: 'light', word: 'Light' },
  { id: 'dark', word: 'Dark' },
]

function ThemeSetting() {
  const [theme, setTheme] = useState(readTheme)
  function change(next: Theme): void {
    chooseTheme(next)
    setTheme(next)
  }
  return (
    <div className="flex flex-col gap-1">
      <span id="theme" className="font-semibold">
        Theme
      </span>
      <ToggleButtonGroup
        aria-labelledby="theme"
        selectedKeys={[theme]}
        disallowEmptySelection
        onSelectionChange={keys => change([...keys][0] as Theme)}
        className="flex w-fit rounded-control bg-inset p-0.5"
      >
        {THEMES.map(({ id, word }) => (
          <ToggleButton
            key={id}
            id={id}
            className="h-7 cursor-default rounded-control px-3 text-text-2 selected:bg-raised selected:text-text"
          >
            {word}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}

function SendingSettings({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <WholeNumberField
        label="A message is worth delivering for (minutes)"
        hint="A held message that is still waiting then expires and is shown in Needs you."
        value={Math.round(settings.expiresInSeconds / 60)}
        minimum={1}
        maximum={525_600}
        onChange={minutes => change({ expiresInSeconds: minutes * 60 })}
      />
      <WholeNumberField
        label="Longest text (bytes)"
        hint="A longer text is refused, never cut."
        value={settings.bodyLimitBytes}
        minimum={1}
        maximum={524_288}
        onChange={bodyLimitBytes => change({ bodyLimitBytes })}
      />
    </>
  )
}

function ConnectionSettings({ settings }: { readonly settings: Settings }) {
  const [sockets, setSockets] = useState(settings.tmuxSockets.join('\n'))
  const wrong = sockets.split('\n').find(line => line.trim() !== '' && !line.trim().startsWith('/'))
  function changeSockets(text: string): void {
    setSockets(text)
    const paths = text.split('\n').map(line => line.trim())
    if (paths.every(path => path === '' || path.startsWith('/')))
      change({ tmuxSockets: paths.filter(path => path !== '') })
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
        onChange={keepEvents => change({ keepEvents })}
      />
    </>
  )
}

function change(fields: Partial<Settings>): void {
  if (Object.values(fields).some(value => typeof value === 'number' && !Number.isFinite(value))) return
  getHub()
    .settings.update(fields)
    .catch((error: unknown) => toast.error(errorWords(error).what))
}

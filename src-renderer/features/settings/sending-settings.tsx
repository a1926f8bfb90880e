import { useState } from 'react'
import type { Settings } from '#contract/settings.ts'
import { WholeNumberField } from '../../components/field.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { chooseCountdown, readCountdown, type Countdown } from '../../lib/countdown.ts'
import { changeSettings } from './change-settings.ts'
import { ChoiceSetting } from './choice-setting.tsx'

const COUNTDOWNS: readonly { readonly id: `${Countdown}`; readonly title: string }[] = [
  { id: '0', title: 'None' },
  { id: '3', title: '3 s' },
  { id: '5', title: '5 s' },
]

export function SendingSettings({ settings }: { readonly settings: Settings | null }) {
  return (
    <>
      <CountdownSetting />
      {settings !== null && (
        <>
          <WholeNumberField
            label="A message is worth delivering for (minutes)"
            hint="A held message that is still waiting then expires and is shown in Needs you."
            value={Math.round(settings.expiresInSeconds / 60)}
            minimum={1}
            maximum={525_600}
            onChange={minutes => changeSettings({ expiresInSeconds: minutes * 60 })}
          />
          <WholeNumberField
            label="Longest text (bytes)"
            hint="A longer text is refused, never cut."
            value={settings.bodyLimitBytes}
            minimum={1}
            maximum={524_288}
            onChange={bodyLimitBytes => changeSettings({ bodyLimitBytes })}
          />
          <Toggle
            title="Say “continue” after a usage limit"
            note="to a session whose hook told when its limit resets; otherwise Needs you offers it"
            isOn={settings.continueAfterLimit}
            onChange={continueAfterLimit => changeSettings({ continueAfterLimit })}
          />
        </>
      )}
    </>
  )
}

/** How long a send to several targets can be stopped before it starts. */
function CountdownSetting() {
  const [seconds, setSeconds] = useState(readCountdown)
  function change(next: `${Countdown}`): void {
    const chosen = Number(next) as Countdown
    chooseCountdown(chosen)
    setSeconds(chosen)
  }
  return (
    <ChoiceSetting
      label="Countdown before sending to several sessions"
      choices={COUNTDOWNS}
      value={`${seconds}`}
      onChange={change}
    />
  )
}

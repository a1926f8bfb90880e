import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { chooseCountdown, readCountdown, type Countdown } from '../../lib/countdown.ts'

const CHOICES: readonly Countdown[] = [0, 3, 5]

/** How long a send to several targets can be stopped before it starts. */
export function CountdownSetting() {
  const [seconds, setSeconds] = useState(readCountdown)
  function change(next: Countdown): void {
    chooseCountdown(next)
    setSeconds(next)
  }
  return (
    <div className="flex flex-col gap-1">
      <span id="countdown" className="font-semibold">
        Countdown before sending to several sessions
      </span>
      <ToggleButtonGroup
        aria-labelledby="countdown"
        selectedKeys={[String(seconds)]}
        disallowEmptySelection
        onSelectionChange={keys => change(Number([...keys][0]) as Countdown)}
        className="flex w-fit rounded-control bg-inset p-0.5"
      >
        {CHOICES.map(choice => (
          <ToggleButton
            key={choice}
            id={String(choice)}
            className="h-7 cursor-default rounded-control px-3 text-text-2 selected:bg-raised selected:text-text"
          >
            {choice === 0 ? 'None' : `${choice} s`}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}

import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'
import { RUNS_IN, shownKey } from '../../lib/commands/runs-in.ts'
import { getCommand } from '#contract/command-list.ts'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { useSessions } from '../../stores/sessions.ts'
import { isSample } from './is-sample.ts'

type Permission = NotificationPermission | 'absent'

const WORDS: Readonly<Record<Permission, string>> = {
  granted: 'Notifications are on. They come only while this page is out of sight.',
  denied: 'The browser keeps notifications off for this page; its settings for this site can change that.',
  default: 'While this page is out of sight, a notification can tell you that a session asks for something.',
  absent: 'This browser has no notifications; the title of the page shows how many wait.',
}

/** Asked only here, after the person has seen what it is good for. */
export function NoticesStep() {
  const [permission, setPermission] = useState(readPermission)
  const next = shownKey(getCommand('attention.next'))
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-text-2">
        Sessions that wait for you are listed under Needs you. {next} shows the next one, wherever you are. A session
        counts only when there is proof that it asks for something, so the number can be trusted.
      </p>
      {RUNS_IN === 'browser' && <p className="text-text-2">{WORDS[permission]}</p>}
      {RUNS_IN === 'browser' && permission === 'default' && (
        <Button onPress={() => void Notification.requestPermission().then(setPermission)}>Allow notifications</Button>
      )}
      <p className="text-text-2">
        {shownKey(getCommand('palette.open'))} finds every session, place and command;{' '}
        {shownKey(getCommand('shortcuts.open'))} lists all keys.
      </p>
      <EndSamples />
    </div>
  )
}

function EndSamples() {
  const hasSamples = useSessions(state => Object.values(state.byId).some(isSample))
  if (!hasSamples) return null
  const end = () =>
    getHub()
      .demo.stop()
      .catch((error: unknown) => toast.error(errorWords(error).what))
  return <Button onPress={() => void end()}>End the sample sessions</Button>
}

function readPermission(): Permission {
  return 'Notification' in window ? Notification.permission : 'absent'
}

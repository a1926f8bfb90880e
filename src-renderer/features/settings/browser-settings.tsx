import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { getHub } from '../../lib/hub.ts'
import { reconnect } from '../../lib/live.ts'
import { findToken } from '../../lib/web-token.ts'
import { signOut } from '../../lib/web-transport.ts'
import { count, errorWords } from '../../lib/words.ts'

/** Which browsers the hub lets in. What was written stays in them. */
export function BrowserSettings() {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <p className="text-text-2">
        A browser that came in with a one-time address stays let in for thirty days after its last visit. A new address
        is made with <code className="font-mono">comms open</code>.
      </p>
      <div className="flex flex-wrap gap-2">
        {findToken() !== null && <Button onPress={() => void leave()}>Sign out this browser</Button>}
        <Button onPress={() => setAsking(true)}>Sign out every browser…</Button>
      </div>
      {isAsking && <EveryBrowser onClose={() => setAsking(false)} />}
    </>
  )
}

function EveryBrowser({ onClose }: { onClose(): void }) {
  return (
    <Sheet
      title="Sign out every browser?"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="danger"
            onPress={() => {
              onClose()
              void leaveEverywhere()
            }}
          >
            Sign out every browser
          </Button>
        </>
      }
    >
      <p>
        No browser comes in any longer without a new address{findToken() === null ? '' : ', this one included'}. What is
        on its way is delivered all the same, and drafts stay in the browser they were written in.
      </p>
    </Sheet>
  )
}

async function leave(): Promise<void> {
  try {
    await signOut()
  } catch (error) {
    toast.error(errorWords(error).what)
  }
  reconnect()
}

async function leaveEverywhere(): Promise<void> {
  try {
    const { browsers } = await getHub().web.signOut()
    toast(`${count(browsers, 'browser')} signed out`)
  } catch (error) {
    toast.error(errorWords(error).what)
  }
  reconnect()
}

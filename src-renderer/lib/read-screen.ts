import { useScreens } from '../stores/screens.ts'
import { getHub } from './hub.ts'

/** Has the hub look at a session again, its state and its screen. A changed state arrives as an event. */
export async function readScreen(address: string): Promise<void> {
  const hub = getHub()
  const [screen] = await Promise.all([hub.sessions.screen({ target: address }), hub.sessions.show({ target: address })])
  useScreens.setState(state => ({ byId: { ...state.byId, [address]: screen } }))
}

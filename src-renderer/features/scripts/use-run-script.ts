import { useState } from 'react'
import type { Script, ScriptPlan } from '#contract/script.ts'
import { getHub } from '../../lib/hub.ts'
import { newMessageId } from '../../lib/new-message-id.ts'
import { showRun, useScriptState, useScriptTargets } from './script-state.ts'

interface Prepared {
  readonly plan: ScriptPlan
  readonly order: { readonly script: string; readonly parameters: Record<string, string>; readonly targets: string[] }
  /** Made with the preview and kept: pressing the button twice runs it once. */
  readonly runId: string
}

/** From the form to the run: the preview is the hub's own plan, and only what it showed is approved. */
export function useRunScript(script: Script) {
  const values = useScriptState(state => state.values[script.id])
  const chosen = useScriptTargets()
  const [prepared, setPrepared] = useState<Prepared>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setIsBusy] = useState(false)

  async function attempt(act: () => Promise<void>): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    await act().catch(setError)
    setIsBusy(false)
  }

  const prepare = () =>
    attempt(async () => {
      const targets = script.targets === 'none' ? [] : [...chosen]
      const order = { script: script.id, parameters: { ...values }, targets }
      const plan = await getHub().scripts.plan(order)
      setPrepared({ plan, order, runId: newMessageId() })
    })

  const approveAndRun = () =>
    attempt(async () => {
      if (prepared === undefined) return
      const { plan, order, runId } = prepared
      if (plan.approval.state !== 'approved') {
        await getHub().scripts.approve({ ...order, fingerprint: plan.fingerprint })
      }
      await getHub().scripts.run({ ...order, runId })
      showRun(script.id, runId)
      setPrepared(undefined)
    })

  function close(): void {
    setPrepared(undefined)
    setError(undefined)
  }

  return { plan: prepared?.plan, error, isBusy, prepare, approveAndRun, close }
}

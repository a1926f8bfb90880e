import { Button } from '../../components/button.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { retryNow, useRetryQuestion } from './receipt-acts.ts'

/** Asked before something that may have arrived is typed a second time. */
export function RetryQuestion() {
  const deliveries = useRetryQuestion(state => state.deliveries)
  const close = () => useRetryQuestion.setState({ deliveries: [] })
  if (deliveries.length === 0) return null
  const names = deliveries.map(one => one.to.name).join(', ')
  return (
    <Sheet
      title="It may have arrived. Type it again?"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>Leave it</Button>
          <Button
            look="danger"
            onPress={() => {
              retryNow(deliveries)
              close()
            }}
          >
            Type it again
          </Button>
        </>
      }
    >
      <p>
        Nothing proves whether <span className="foreign font-semibold">{names}</span> got it. Look there first: typed
        again, it may be done twice.
      </p>
    </Sheet>
  )
}

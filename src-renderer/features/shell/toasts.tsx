import { Toaster } from 'sonner'
import 'sonner/dist/styles.css'
import { useTheme } from './use-theme.ts'

/**
 * Short news: two at most, and what went wrong stays until it was read. Below the head of the place, where nothing is
 * pressed: the corner below belongs to Send.
 */
export function Toasts() {
  const theme = useTheme()
  return (
    <Toaster
      position="top-right"
      visibleToasts={2}
      theme={theme}
      closeButton
      offset={{ top: 60, right: 16 }}
      mobileOffset={{ top: 60 }}
      className="toasts"
      containerAriaLabel="Messages of the program"
      toastOptions={{ closeButtonAriaLabel: 'Close' }}
    />
  )
}

import { Toaster } from 'sonner'
import 'sonner/dist/styles.css'
import { useTheme } from './use-theme.ts'

/** Short news in the corner: two at most, and what went wrong stays until it was read. */
export function Toasts() {
  const theme = useTheme()
  return (
    <Toaster
      position="bottom-right"
      visibleToasts={2}
      theme={theme}
      closeButton
      offset={{ bottom: 40, right: 16 }}
      mobileOffset={{ bottom: 72 }}
      className="toasts"
      containerAriaLabel="Messages of the program"
      toastOptions={{ closeButtonAriaLabel: 'Close' }}
    />
  )
}

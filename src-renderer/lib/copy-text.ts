import { toast } from 'sonner'

/** Puts a text on the clipboard and says so; a browser may refuse, which is said as well. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast.success(done)
  } catch {
    toast.error('The browser did not let the page copy')
  }
}

import { toast } from 'sonner'

/** Puts a command on the clipboard; where the browser forbids that, shows it to be copied by hand. */
export function copyCommand(command: string): void {
  navigator.clipboard.writeText(command).then(
    () => toast('Copied as a command'),
    () => toast.error('The browser did not let the page copy', { description: command, duration: Infinity }),
  )
}

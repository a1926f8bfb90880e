import { runProcess } from './run-process.ts'

/**
 * Whether macOS keeps keys from being sent by programs (Secure Input: a password field has the keyboard). Undefined when
 * the machine does not tell. The console session's entry in the I/O registry names the process that asked for it.
 */
export async function isSecureInputOn(): Promise<boolean | undefined> {
  try {
    const { stdout } = await runProcess('ioreg', ['-n', 'Root', '-d', '1', '-w', '0'], { timeout: 2_000 })
    return stdout.includes('IOConsoleUsers') ? /"kCGSSessionSecureInputPID"\s*=\s*[1-9]/.test(stdout) : undefined
  } catch {
    return undefined
  }
}

const KEY = 'comms.plain-keys'

/** Whether single letters and sequences such as `G S` act. People who speak their text need them off (WCAG 2.1.4). */
export function arePlainKeysOn(): boolean {
  return localStorage.getItem(KEY) !== 'off'
}

export function setPlainKeys(isOn: boolean): void {
  localStorage.setItem(KEY, isOn ? 'on' : 'off')
}

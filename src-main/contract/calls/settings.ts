import { call, errors } from '../call.ts'
import { Settings, SettingsChange } from '../settings.ts'

export const settings = {
  get: call.route({ method: 'GET', path: '/settings', summary: 'All settings' }).output(Settings),
  update: call
    .route({ method: 'POST', path: '/settings', summary: 'Change settings; what is left out stays' })
    .errors(errors('bad_request', 'unfit'))
    .input(SettingsChange)
    .output(Settings),
}

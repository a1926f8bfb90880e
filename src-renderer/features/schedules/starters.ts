import { EMPTY_FORM, withCron, type ScheduleForm } from './schedule-form.ts'

interface Starter {
  readonly title: string
  readonly about: string
  readonly form: ScheduleForm
}

/** What people make first; each opens the editor, filled in. */
export const STARTERS: readonly Starter[] = [
  {
    title: 'Standup 09:00',
    about: 'Every agent says where it stands, Monday to Friday.',
    form: withCron(
      {
        ...EMPTY_FORM,
        name: 'standup',
        to: '@all',
        body: 'Standup: in three lines, what did you finish, what is next, and what blocks you?',
      },
      '0 9 * * 1-5',
    ),
  },
  {
    title: 'Hourly status',
    about: 'A report on sessions and deliveries in your inbox.',
    form: { ...EMPTY_FORM, name: 'hourly-status', deed: 'report', to: 'owner', mode: 'every', minutes: 60 },
  },
  {
    title: 'Nightly summary',
    about: 'What was done today, at 21:00.',
    form: withCron(
      {
        ...EMPTY_FORM,
        name: 'nightly-summary',
        to: '@all',
        body: 'Sum up what you did today in three lines, and what is left.',
      },
      '0 21 * * *',
    ),
  },
]

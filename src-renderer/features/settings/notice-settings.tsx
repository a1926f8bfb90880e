import { toast } from 'sonner'
import type { NoticeLevel } from '#contract/attention.ts'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { useAttention } from '../../stores/attention.ts'
import { useGroups } from '../../stores/groups.ts'
import { ChoiceSetting } from './choice-setting.tsx'

type Choice = NoticeLevel | 'default'

const LEVELS: readonly { readonly id: Choice; readonly title: string }[] = [
  { id: 'all', title: 'Everything' },
  { id: 'needs_you', title: 'What needs you' },
  { id: 'none', title: 'Nothing' },
]
const OF_GROUP: typeof LEVELS = [{ id: 'default', title: 'As above' }, ...LEVELS]

/** Of what the person is notified, for every session and for groups. A session's own level is set by `comms notify`. */
export function NoticeSettings() {
  const levels = useAttention(state => state.levels)
  const groups = useGroups(state => state.byName)
  const levelOf = (who: string) => levels.find(rule => rule.who === who)?.level
  const own = levels.filter(({ who }) => !who.startsWith('@'))
  return (
    <>
      <ChoiceSetting
        label="Notify of every session"
        choices={LEVELS}
        value={levelOf('@all') ?? 'all'}
        onChange={level => void setLevel('@all', level)}
      />
      {Object.keys(groups).map(name => (
        <ChoiceSetting
          key={name}
          label={`Notify of @${name}`}
          choices={OF_GROUP}
          value={levelOf(`@${name}`) ?? 'default'}
          onChange={level => void setLevel(`@${name}`, level)}
        />
      ))}
      {own.map(({ who, name, level }) => (
        <ChoiceSetting
          key={who}
          label={`Notify of ${name}`}
          choices={OF_GROUP}
          value={level}
          onChange={changed => void setLevel(who, changed)}
        />
      ))}
    </>
  )
}

async function setLevel(who: string, level: Choice): Promise<void> {
  await getHub()
    .attention.level({ who, level: level === 'default' ? null : level })
    .catch((error: unknown) => toast.error(errorWords(error).what))
}

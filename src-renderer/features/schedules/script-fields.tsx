import type { Script } from '#contract/script.ts'
import { Notice } from '../../components/notice.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { ParameterField } from '../scripts/parameter-fields.tsx'
import { ChoiceField } from './choice-field.tsx'
import type { ScheduleForm } from './schedule-form.ts'

const askScripts = () => getHub().scripts.list()

/** Which script of the library, and what it is given. It runs as a person approved it, or not at all. */
export function ScriptFields({
  form,
  change,
}: {
  readonly form: ScheduleForm
  change(fields: Partial<ScheduleForm>): void
}) {
  const { data, error } = useHubData(askScripts)
  const scripts = (data?.scripts ?? []).filter(({ problems }) => problems.length === 0)
  const script = scripts.find(({ id, name }) => id === form.script || name === form.script)
  const missing = form.script === '' ? [['', 'Choose one'] as const] : []
  const unknown = form.script !== '' && script === undefined ? [[form.script, form.script] as const] : []
  return (
    <div className="col-span-full flex flex-col gap-3">
      {error !== undefined && <Notice error={error} />}
      <ChoiceField
        label="Script"
        value={script?.id ?? form.script}
        choices={[...missing, ...unknown, ...scripts.map(({ id, name }) => [id, name] as const)]}
        onChange={id => change({ script: id, parameters: {} })}
      />
      {script?.parameters.map(parameter => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={valueOf(form, parameter)}
          onChange={value => change({ parameters: { ...form.parameters, [parameter.name]: value } })}
        />
      ))}
    </div>
  )
}

function valueOf({ parameters }: ScheduleForm, { name, default: usual }: Script['parameters'][number]): string {
  return parameters[name] ?? usual ?? ''
}

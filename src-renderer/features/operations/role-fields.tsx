import { Button } from '../../components/button.tsx'
import { LineField, LinesField } from '../../components/field.tsx'
import { EMPTY_ROLE, MOST_MORE, type RoleForm } from './start-form.ts'
import { WorkerPicker } from './worker-picker.tsx'

interface Props {
  readonly more: readonly RoleForm[]
  onChange(more: readonly RoleForm[]): void
}

/** Roles beside the workers, each with sessions and an instruction of its own. */
export function RoleFields({ more, onChange }: Props) {
  const change = (place: number, fields: Partial<RoleForm>) =>
    onChange(more.map((role, each) => (each === place ? { ...role, ...fields } : role)))
  return (
    <>
      {more.map((role, place) => (
        // A role has no name while it is written: its place is all that tells it from another.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={place} className="flex flex-col gap-3 rounded-card border border-border p-3">
          <legend className="sr-only">Role {role.role}</legend>
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <LineField
                label="Role"
                hint="lower-case letters, digits and hyphens, such as reviewer"
                takesFocus={role.role === ''}
                value={role.role}
                onChange={name => change(place, { role: name })}
              />
            </div>
            <Button
              className="mt-6.5"
              aria-label={`Remove role ${role.role}`}
              onPress={() => onChange(more.filter((_, each) => each !== place))}
            >
              Remove
            </Button>
          </div>
          <WorkerPicker
            label={role.role === '' ? 'Who has this role' : `Who is ${role.role}`}
            targets={role.targets}
            onChange={targets => change(place, { targets })}
          />
          <LinesField
            label="Instruction of this role"
            value={role.instruction}
            onChange={instruction => change(place, { instruction })}
          />
        </fieldset>
      ))}
      {more.length < MOST_MORE && (
        <div>
          <Button onPress={() => onChange([...more, EMPTY_ROLE])}>Add a role</Button>
        </div>
      )}
    </>
  )
}

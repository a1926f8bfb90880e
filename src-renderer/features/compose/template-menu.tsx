import { ChevronDown, Trash2 } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { useTemplates } from '../../stores/templates.ts'
import { useCompose } from './compose-state.ts'
import { sortTemplates } from './message-choices.ts'
import { removeTemplate, takeTemplate } from './template-use.ts'

const ITEM =
  'flex h-7 cursor-default items-center gap-2 rounded-control px-2 outline-none focus:bg-selected disabled:opacity-50'

/** Texts worth keeping: take one, keep this one, remove one. */
export function TemplateMenu({ text }: { readonly text: string }) {
  const byName = useTemplates(state => state.byName)
  const templates = sortTemplates(Object.values(byName))
  const same = templates.find(({ body }) => body === text)
  return (
    <MenuTrigger>
      <Button look="quiet" className="px-1.5! text-small">
        Templates
        <ChevronDown size={12} aria-hidden />
      </Button>
      <Popover className="w-72 rounded-card border border-border bg-raised p-1 shadow-lg">
        <Menu aria-label="Templates" className="max-h-80 overflow-auto outline-none">
          {templates.map(({ name, body }) => (
            <MenuItem key={name} id={`t:${name}`} textValue={name} onAction={() => takeTemplate(name)} className={ITEM}>
              <span className="foreign max-w-[60%] shrink-0 truncate">{name}</span>
              <span className="foreign min-w-0 flex-1 truncate text-right text-small text-text-3">{body}</span>
            </MenuItem>
          ))}
          {templates.length > 0 && <Separator className="my-1 border-t border-border" />}
          <MenuItem
            id="save"
            isDisabled={text.trim() === '' || same !== undefined}
            onAction={() => useCompose.setState({ dialog: 'save-template' })}
            className={ITEM}
          >
            Save this text as a template…
          </MenuItem>
          {same !== undefined && (
            <MenuItem id="remove" onAction={() => removeTemplate(same.name)} className={ITEM}>
              <Trash2 size={14} aria-hidden />
              <span className="foreign truncate">Remove “{same.name}”</span>
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/**
 * What each shell needs to ask `comms` itself for candidates. The line goes as one argument, so that no shell's idea of
 * words gets in between.
 */
export const COMPLETION_SCRIPTS = {
  bash: `_comms() {
  COMPREPLY=()
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(comms __complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o default -F _comms comms`,

  zsh: `#compdef comms
_comms() {
  local -a names shown
  local word meaning
  while IFS=$'\\t' read -r word meaning; do
    names+=("$word")
    shown+=("$word\${meaning:+  -- $meaning}")
  done < <(comms __complete zsh "\${(j: :)words[1,CURRENT]}" 2>/dev/null)
  if (( $#names )); then compadd -l -d shown -- $names; else _files; fi
}
if [ "$funcstack[1]" = _comms ]; then _comms "$@"; else compdef _comms comms; fi`,

  fish: `complete -c comms -f -a '(comms __complete fish (commandline -cp) 2>/dev/null)'`,
} as const

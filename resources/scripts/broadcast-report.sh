#!/bin/sh
# @name Where typing goes to several
# @description Lists the tmux windows in which what is typed in one pane is typed in all of them.
# @category Broadcast domains
# @needs tmux
found=$(for socket in "${TMUX_TMPDIR:-/tmp}/tmux-$(id -u)"/*; do
  [ -S "$socket" ] || continue
  tmux -S "$socket" list-windows -a -F "#{?synchronize-panes,$(basename "$socket") #{session_name}:#{window_index} #{window_name} (#{window_panes} panes),}" 2>/dev/null
done | grep .)
printf '%s\n' "${found:-none}"

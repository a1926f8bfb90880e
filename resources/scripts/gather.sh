#!/bin/sh
# @name Gather in one window
# @description Brings the chosen panes together as splits of the window of the first, and tiles them.
# @category Window management
# @targets together
# @needs tmux
# Every session must be a pane of one tmux server: panes of several would be guessing.
servers=$(printf '%s\n' "$COMMS_TARGETS" | sed -n 's|^tmux:\(.*\)/%[0-9]*$|\1|p' | sort -u)
panes=$(printf '%s\n' "$COMMS_TARGETS" | sed -n 's|^tmux:.*/\(%[0-9]*\)$|\1|p')
if [ "$(printf '%s\n' "$servers" | wc -l)" -ne 1 ] || [ "$(printf '%s\n' "$panes" | wc -l)" -ne "$(printf '%s\n' "$COMMS_TARGETS" | wc -l)" ]; then
  echo "these sessions are not all panes of one tmux server" >&2
  exit 1
fi
case $servers in /*) by=-S ;; *) by=-L ;; esac
on_server() { tmux "$by" "$servers" "$@"; }
set -e
first=$(printf '%s\n' "$panes" | head -n 1)
home=$(on_server display-message -p -t "$first" '#{window_id}')
for pane in $panes; do
  [ "$(on_server display-message -p -t "$pane" '#{window_id}')" = "$home" ] && continue
  on_server join-pane -d -s "$pane" -t "$first"
  on_server select-layout -t "$first" tiled
done

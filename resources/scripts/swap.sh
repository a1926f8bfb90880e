#!/bin/sh
# @name Swap two panes
# @description Two sessions change places.
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
if [ "$(printf '%s\n' "$panes" | wc -l)" -ne 2 ]; then
  echo "two sessions can change places, not $(printf '%s\n' "$panes" | wc -l)" >&2
  exit 1
fi
on_server swap-pane -d -s "$(printf '%s\n' "$panes" | head -n 1)" -t "$(printf '%s\n' "$panes" | tail -n 1)"

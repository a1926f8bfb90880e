#!/bin/sh
# @name Give each a window
# @description Moves each session out of its split into a tmux window of its own, without going there.
# @category Window management
# @targets many
# @needs tmux
case $COMMS_TARGET_BACKEND in tmux) ;; *) echo "$COMMS_TARGET_NAME is not in tmux" >&2; exit 1 ;; esac
case $COMMS_TARGET_SERVER in /*) by=-S ;; *) by=-L ;; esac
on_server() { tmux "$by" "$COMMS_TARGET_SERVER" "$@"; }
if [ "$(on_server display-message -p -t "$COMMS_TARGET_ID" '#{window_panes}')" -eq 1 ]; then
  echo "it has a window of its own already"
  exit
fi
on_server break-pane -d -s "$COMMS_TARGET_ID"

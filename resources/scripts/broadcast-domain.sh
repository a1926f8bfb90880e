#!/bin/sh
# @name Broadcast domain
# @description Switches on or off that what is typed in one pane of the window is typed in all of them.
# The hub types into no session while it is on.
# @category Broadcast domains
# @targets many
# @needs tmux
# @param state choice(on|off)=off
case $COMMS_TARGET_BACKEND in tmux) ;; *) echo "$COMMS_TARGET_NAME is not in tmux" >&2; exit 1 ;; esac
case $COMMS_TARGET_SERVER in /*) by=-S ;; *) by=-L ;; esac
on_server() { tmux "$by" "$COMMS_TARGET_SERVER" "$@"; }
on_server set-option -w -t "$COMMS_TARGET_ID" synchronize-panes "$1"

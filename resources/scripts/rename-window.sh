#!/bin/sh
# @name Rename the window
# @description Names the tmux window each session is in. tmux stops renaming it by itself.
# @category Titles
# @targets many
# @needs tmux
# @param name text The new name
case $COMMS_TARGET_BACKEND in tmux) ;; *) echo "$COMMS_TARGET_NAME is not in tmux" >&2; exit 1 ;; esac
case $COMMS_TARGET_SERVER in /*) by=-S ;; *) by=-L ;; esac
on_server() { tmux "$by" "$COMMS_TARGET_SERVER" "$@"; }
on_server rename-window -t "$COMMS_TARGET_ID" -- "$1"

#!/bin/sh
# @name Lay out a window
# @description Arranges all panes of the tmux window each session is in.
# @category Layouts
# @targets many
# @needs tmux
# @param layout choice(tiled|even-horizontal|even-vertical|main-horizontal|main-vertical)=tiled
case $COMMS_TARGET_BACKEND in tmux) ;; *) echo "$COMMS_TARGET_NAME is not in tmux" >&2; exit 1 ;; esac
case $COMMS_TARGET_SERVER in /*) by=-S ;; *) by=-L ;; esac
on_server() { tmux "$by" "$COMMS_TARGET_SERVER" "$@"; }
on_server select-layout -t "$COMMS_TARGET_ID" "$1"

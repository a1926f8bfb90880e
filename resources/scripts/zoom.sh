#!/bin/sh
# @name Zoom a pane
# @description Lets one pane fill its tmux window, or puts it back.
# @category Layouts
# @targets one
# @needs tmux
# @param state choice(on|off)=on
case $COMMS_TARGET_BACKEND in tmux) ;; *) echo "$COMMS_TARGET_NAME is not in tmux" >&2; exit 1 ;; esac
case $COMMS_TARGET_SERVER in /*) by=-S ;; *) by=-L ;; esac
on_server() { tmux "$by" "$COMMS_TARGET_SERVER" "$@"; }
zoomed=$(on_server display-message -p -t "$COMMS_TARGET_ID" '#{window_zoomed_flag}')
case $1:$zoomed in on:0 | off:1) on_server resize-pane -Z -t "$COMMS_TARGET_ID" ;; esac

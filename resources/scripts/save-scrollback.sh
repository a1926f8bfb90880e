#!/bin/sh
# @name Save the scrollback
# @description Writes everything a tmux pane still remembers into a file of its own, for you alone to read.
# @category Capture
# @targets many
# @needs tmux
# @param folder path=~/comms-captures Where the files go
case $COMMS_TARGET_BACKEND in tmux) ;; *) echo "$COMMS_TARGET_NAME is not in tmux" >&2; exit 1 ;; esac
case $COMMS_TARGET_SERVER in /*) by=-S ;; *) by=-L ;; esac
on_server() { tmux "$by" "$COMMS_TARGET_SERVER" "$@"; }
set -e
umask 077
case $1 in '~/'*) folder=$HOME/${1#??} ;; *) folder=$1 ;; esac
mkdir -p "$folder"
file=$folder/$(printf '%s' "$COMMS_TARGET_NAME" | tr -c 'A-Za-z0-9._-' '_')-$(date -u +%Y%m%dT%H%M%SZ).txt
on_server capture-pane -p -J -S - -t "$COMMS_TARGET_ID" >"$file"
echo "$file"

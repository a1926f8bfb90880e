#!/bin/sh
# One line whenever a task begins to wait for this session's hooks, which wakes the model; the message itself is handed
# over by the hook at the end of the turn that this starts. What comes by the session's own inbox does not wait so.
# It never ends by itself: the end of a monitor would wake the model too.
home=$COMMS_HOME
if [ -z "$home" ]; then
  home="$HOME/Library/Application Support/Claude Comms"
  [ -d "$HOME/Library" ] || home=${XDG_STATE_HOME:-$HOME/.local/state}/claude-comms
fi
while :; do
  count=
  if [ -S "$home/agent.sock" ]; then
    count=$(curl -q -s -f -m 300 --noproxy '*' --unix-socket "$home/agent.sock" http://comms/v1/waiting)
  fi
  case $count in
    '' | *[!0-9]*) sleep 15 ;;
    0) ;;
    1) echo 'A task waits for this session in Claude Comms; it is handed over at the end of this turn.' ;;
    *) echo "$count tasks wait for this session in Claude Comms; they are handed over at the end of this turn." ;;
  esac
done

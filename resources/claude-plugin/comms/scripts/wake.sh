#!/bin/sh
# For sessions without an inbox of their own: one line whenever a task begins to wait, which wakes the model.
# The message itself is handed over by the hook at the end of the turn that this starts.
# A session with an inbox is reached there, and needs no waking.
[ -z "$CLAUDE_CODE_MESSAGING_SOCKET" ] || exit 0
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

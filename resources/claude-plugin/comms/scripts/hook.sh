#!/bin/sh
# Hands what an agent told its hook to the hub, and prints what the hub answers.
# Never in the way: without a hub, with a slow one or half an answer it prints nothing and succeeds.
# hook.sh <event> [<state folder>] [tools | turns]
home=${2:-$COMMS_HOME}
if [ -z "$home" ]; then
  home="$HOME/Library/Application Support/Claude Comms"
  [ -d "$HOME/Library" ] || home=${XDG_STATE_HOME:-$HOME/.local/state}/claude-comms
fi
# The hub has nothing for this session, and what this event tells is nothing to it: starting curl would be all that happens.
[ -n "$3" ] && [ -e "$home/quiet/$CLAUDE_PID.$3" ] && exit 0
[ -S "$home/agent.sock" ] || exit 0

event=$1
set -- -q -s -f --noproxy '*' --unix-socket "$home/agent.sock" -H 'content-type: application/json' -H 'expect:' \
  --data-binary @- "http://comms/v1/hooks/$event/${CLAUDE_PID:-0}"
case $event in
  PermissionRequest)
    # A person answers this. Whoever ends this program (Escape in the dialog) ends the question too.
    exec 3<&0
    trap 'kill $asking 2>/dev/null; exit 0' TERM HUP INT
    curl -m 590 "$@" <&3 &
    asking=$!
    wait $asking
    ;;
  *)
    # A hub that hangs costs no more than this. At the end of a turn it may look into the session's records for a second.
    limit=1
    [ "$event" = Stop ] || [ "$event" = StopFailure ] && limit=2
    # Held back until it is whole.
    answer=$(curl -m "$limit" "$@") || exit 0
    [ "$answer" = '{}' ] || printf '%s\n' "$answer"
    ;;
esac
exit 0

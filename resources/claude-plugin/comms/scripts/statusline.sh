#!/bin/sh
# Prints the status line that was there before, and the hub's part behind it: [name · 3 peers · ✉2].
# Without a hub only the former.
# statusline.sh <state folder> [<command of the status line that was there before>]
before= ours=
if [ -n "$2" ]; then
  before=$(sh -c "$2")
fi
ready=$1/lines/$CLAUDE_PID
if [ -n "$CLAUDE_PID" ] && [ -f "$ready" ]; then
  # The line lies ready from the first time it was asked for; its hub may have been killed since.
  { IFS= read -r hub && IFS= read -r ours; } <"$ready" && kill -0 "$hub" || ours=
elif [ -S "$1/agent.sock" ]; then
  ours=$(curl -q -s -f -m 1 --noproxy '*' --unix-socket "$1/agent.sock" http://comms/v1/statusline) || ours=
  # The answer is a JSON text without anything escaped in it.
  ours=${ours#\"}
  ours=${ours%\"}
fi 2>/dev/null
case $before,$ours in
  ,) ;;
  *,) printf '%s\n' "$before" ;;
  ,*) printf '%s\n' "$ours" ;;
  *) printf '%s %s\n' "$before" "$ours" ;;
esac

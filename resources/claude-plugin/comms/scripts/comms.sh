#!/bin/sh
# /comms: carries out one line, read from standard input, over the agents' socket, and prints the answer as text.
# Always succeeds: a failed command would keep the answer from the user.
home=$COMMS_HOME
if [ -z "$home" ]; then
  home="$HOME/Library/Application Support/Claude Comms"
  [ -d "$HOME/Library" ] || home=${XDG_STATE_HOME:-$HOME/.local/state}/claude-comms
fi
if ! [ -S "$home/agent.sock" ]; then
  printf '%s\n' "The Claude Comms hub is not running: there is none in $home. Start the app, or run: comms up --background"
  exit 0
fi

# The line as JSON: control characters out, quotes and backslashes escaped, line ends as \n.
line=$(tr -d '\000-\010\013-\037\177' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }')
answer=$(printf '{"line":"%s"}' "$line" | curl -q -s -f -m 115 --noproxy '*' --unix-socket "$home/agent.sock" \
  -H 'content-type: application/json' -H 'expect:' --data-binary @- http://comms/v1/skill) || {
  echo 'The Claude Comms hub did not answer, or could not do it: comms doctor tells what it stands on.'
  exit 0
}
# A JSON text, made text again.
printf '%b\n' "$(printf '%s' "$answer" | sed -e 's/^"//' -e 's/"$//' -e 's/\\"/"/g')"
exit 0

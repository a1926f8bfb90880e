#!/bin/sh
# @name Save as a group
# @description Makes a group of the chosen sessions, or adds them to one.
# @category Session targeting
# @targets together
# @param group text Name of the group
printf '%s\n' "$COMMS_TARGETS" | {
  set -- "$1"
  while IFS= read -r address; do set -- "$@" "$address"; done
  exec comms group add "$@"
}

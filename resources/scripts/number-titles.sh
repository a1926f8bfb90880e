#!/bin/sh
# @name Number the titles
# @description Gives the sessions titles with a number in front, in the order they were chosen: "1 api", "2 web".
# @category Titles
# @targets together
# @param start number=1 The first number
number=$1
printf '%s\n' "$COMMS_TARGETS" | while IFS= read -r address; do
  name=$(printf '%s\n' "$COMMS_TARGET_NAMES" | sed -n "$((number - $1 + 1))p")
  comms title "$address" "$number $name" || exit
  number=$((number + 1))
done

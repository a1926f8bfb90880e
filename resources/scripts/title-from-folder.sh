#!/bin/sh
# @name Title from the folder
# @description Sets each title to the name of the session's folder, with the git branch behind it where there is one.
# @category Titles
# @targets many
folder=$(basename "$COMMS_TARGET_CWD")
branch=$(git -C "$COMMS_TARGET_CWD" symbolic-ref --quiet --short HEAD 2>/dev/null)
exec comms title "$COMMS_TARGET_ADDRESS" "$folder${branch:+ ($branch)}"

#!/bin/sh
# @name Search the screens
# @description Prints the lines of each screen that hold a text; a session without one counts as failed.
# @category Capture
# @targets many
# @param text text What to look for, as it stands there
comms screen "$COMMS_TARGET_ADDRESS" | grep -n -F -e "$1"

#!/bin/sh
# @name Send a text
# @description Sends each session a message and waits until it is confirmed. The gate decides, as for every send.
# @category Text
# @targets many
# @timeout 5m
# @param text text What to say
# @param wait choice(typed|submitted|confirmed)=confirmed How far to wait
exec comms send "$COMMS_TARGET_ADDRESS" --wait "$2" --timeout 4m -- "$1"

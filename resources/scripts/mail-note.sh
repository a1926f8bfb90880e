#!/bin/sh
# @name Leave a note
# @description Puts a note into each mailbox. Nothing is typed; it waits until it is read.
# @category Text
# @targets many
# @param text text What to say
exec comms send "$COMMS_TARGET_ADDRESS" --kind note --lane mailbox -- "$1"

#!/bin/sh
# @name Set a title
# @description Gives each session the same title.
# @category Titles
# @targets many
# @param title text The title
exec comms title "$COMMS_TARGET_ADDRESS" "$1"

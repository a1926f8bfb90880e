#!/bin/sh
# @name Capture the screen
# @description Prints what each session shows now.
# @category Capture
# @targets many
exec comms screen "$COMMS_TARGET_ADDRESS"

#!/bin/sh
# @name Send a file
# @description Sends what a file holds to each session, as one message.
# @category Text
# @targets many
# @timeout 5m
# @param file path The file
case $1 in '~/'*) file=$HOME/${1#??} ;; *) file=$1 ;; esac
exec comms send "$COMMS_TARGET_ADDRESS" --wait confirmed --timeout 4m - <"$file"

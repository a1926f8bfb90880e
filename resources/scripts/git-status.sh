#!/bin/sh
# @name Git status
# @description Shows the branch and the changes in the folder of each session.
# @category Session targeting
# @targets many
exec git -C "$COMMS_TARGET_CWD" status --short --branch

#!/bin/sh
# @name Show a session
# @description Brings the terminal of one session to the front.
# @category Session targeting
# @targets one
exec comms focus "$COMMS_TARGET_ADDRESS"

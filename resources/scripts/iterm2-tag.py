#!/usr/bin/env python3
# @name iTerm2: tag a session
# @description Sets a user variable of each session, for status bars, titles and other scripts to read.
# @category Session targeting
# @targets many
# @needs iterm2
# @param name text=comms_tag Name of the variable, without user.
# @param value text The value
import os
import sys

import iterm2

async def main(connection):
    app = await iterm2.async_get_app(connection)
    wanted = os.environ["COMMS_TARGET_ID"]
    buried = [session for session in app.buried_sessions if session.session_id == wanted]
    session = app.get_session_by_id(wanted) or next(iter(buried), None)
    if session is None:
        return "that session is not in iTerm2 any more"
    name, value = sys.argv[1:]
    await session.async_set_variable(f"user.{name}", value)


sys.exit(iterm2.run_until_complete(main))

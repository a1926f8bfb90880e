#!/usr/bin/env python3
# @name iTerm2: print the visible screen
# @description Prints what each session shows now, read through iTerm2's own interface.
# @category Capture
# @targets many
# @needs iterm2
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
    contents = await session.async_get_screen_contents()
    for number in range(contents.number_of_lines):
        print(contents.line(number).string.replace("\0", " ").rstrip())


sys.exit(iterm2.run_until_complete(main))

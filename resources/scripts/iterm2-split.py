#!/usr/bin/env python3
# @name iTerm2: split a session
# @description Opens a new pane beside or below one session, with the same profile.
# @category Layouts
# @targets one
# @needs iterm2
# @param direction choice(beside|below)=beside
import os
import sys

import iterm2

async def main(connection):
    app = await iterm2.async_get_app(connection)
    session = app.get_session_by_id(os.environ["COMMS_TARGET_ID"])
    if session is None:
        sys.exit("that session is not in iTerm2 any more")
    pane = await session.async_split_pane(vertical=sys.argv[1] == "beside")
    print(f"iterm2:{pane.session_id}")


iterm2.run_until_complete(main)

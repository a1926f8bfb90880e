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
    _, tab = app.get_window_and_tab_for_session(session)
    if tab is None:
        return "that session is in no window of iTerm2"
    pane = await session.async_split_pane(vertical=sys.argv[1] == "beside")
    print(f"iterm2:{pane.session_id}")


sys.exit(iterm2.run_until_complete(main))

#!/usr/bin/env python3
# @name iTerm2: set session, tab or window title
# @description Sets a title that a program in the session cannot overwrite (tab and window), or its name (session).
# @category Titles
# @targets many
# @needs iterm2
# @param title text The title
# @param where choice(session|tab|window)=tab
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
    title, where = sys.argv[1:]
    # iTerm2 evaluates what stands behind a backslash.
    title = title.replace("\\", "\\\\")
    window, tab = app.get_window_and_tab_for_session(session)
    if where == "session":
        await session.async_set_name(title)
    elif where == "tab" and tab is not None:
        await tab.async_set_title(title)
    elif where == "window" and window is not None:
        await window.async_set_title(title)
    else:
        return f"the session is buried and has no {where}"


sys.exit(iterm2.run_until_complete(main))

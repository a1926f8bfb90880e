#!/usr/bin/env python3
# @name iTerm2: broadcast domain of a selection
# @description Makes the chosen sessions one broadcast domain: what you type in one goes to all. Other domains stay.
# The hub types into no session of a domain. iTerm2 wants all of them in one window.
# @category Broadcast domains
# @targets together
# @needs iterm2
import os
import sys

import iterm2

async def main(connection):
    app = await iterm2.async_get_app(connection)
    wanted = [address.split(":", 1)[1] for address in os.environ["COMMS_TARGETS"].split("\n")]
    sessions = [app.get_session_by_id(session_id) for session_id in wanted]
    if None in sessions:
        return "not every session is in a window of iTerm2"
    kept = []
    for domain in app.broadcast_domains:
        rest = [session for session in domain.sessions if session.session_id not in wanted]
        if len(rest) > 1:
            other = iterm2.broadcast.BroadcastDomain()
            for session in rest:
                other.add_session(session)
            kept.append(other)
    domain = iterm2.broadcast.BroadcastDomain()
    for session in sessions:
        domain.add_session(session)
    await iterm2.async_set_broadcast_domains(connection, kept + [domain])
    # Whether iTerm2 took it is not told.
    await app.async_refresh_broadcast_domains()
    if set(wanted) not in [{session.session_id for session in each.sessions} for each in app.broadcast_domains]:
        return "iTerm2 did not take it: all sessions of a broadcast domain must be in one window"


sys.exit(iterm2.run_until_complete(main))

#!/usr/bin/env python3
# @name iTerm2: end all broadcast domains
# @description From then on what is typed in a session goes to that session alone.
# @category Broadcast domains
# @needs iterm2
import iterm2

async def main(connection):
    await iterm2.async_set_broadcast_domains(connection, [])


iterm2.run_until_complete(main)

#!/usr/bin/env python3
# @name iTerm2: arrange windows in a grid
# @description Moves and sizes the terminal windows so that all of them fit side by side in the space they cover now.
# @category Window management
# @needs iterm2
# @param columns number=0 Columns of the grid; 0 chooses
import os
import sys

import iterm2

import math


async def main(connection):
    app = await iterm2.async_get_app(connection)
    windows = app.terminal_windows
    frames = [await window.async_get_frame() for window in windows]
    if not frames:
        sys.exit("iTerm2 has no window open")
    left = min(frame.origin.x for frame in frames)
    bottom = min(frame.origin.y for frame in frames)
    width = max(frame.origin.x + frame.size.width for frame in frames) - left
    height = max(frame.origin.y + frame.size.height for frame in frames) - bottom
    columns = int(float(sys.argv[1])) or math.ceil(math.sqrt(len(windows)))
    rows = math.ceil(len(windows) / columns)
    for place, window in enumerate(windows):
        row, column = divmod(place, columns)
        origin = iterm2.Point(left + column * width / columns, bottom + (rows - 1 - row) * height / rows)
        await window.async_set_frame(iterm2.Frame(origin, iterm2.Size(width / columns, height / rows)))


iterm2.run_until_complete(main)

#!/usr/bin/env python3
# @name iTerm2: arrange windows in a grid
# @description Moves and sizes the terminal windows so that all of them fit side by side in the space they cover now.
# @category Window management
# @needs iterm2
# @param columns number=0 Columns of the grid; 0 chooses
import math
import sys

import iterm2


async def main(connection):
    app = await iterm2.async_get_app(connection)
    windows = app.windows
    if not windows:
        return "iTerm2 has no window open"
    edges = []
    for window in windows:
        # Taken apart at once: the library keeps all frames that it reads in the same place.
        frame = await window.async_get_frame()
        x, y = frame.origin.x, frame.origin.y
        edges.append((x, y, x + frame.size.width, y + frame.size.height))
    left, bottom, right, top = (pick(side) for pick, side in zip((min, min, max, max), zip(*edges)))
    width, height = right - left, top - bottom
    columns = max(0, int(float(sys.argv[1]))) or math.ceil(math.sqrt(len(windows)))
    rows = math.ceil(len(windows) / columns)
    for place, window in enumerate(windows):
        row, column = divmod(place, columns)
        origin = iterm2.Point(left + column * width / columns, bottom + (rows - 1 - row) * height / rows)
        await window.async_set_frame(iterm2.Frame(origin, iterm2.Size(width / columns, height / rows)))


sys.exit(iterm2.run_until_complete(main))

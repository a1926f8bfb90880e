"""The calls that our Python scripts make through iTerm2's own library, without the library.

Each is written as the library sends it (activate with its false flags, title calls with a timeout of -1). Prints what
came back, and which notifications a script that listens would have had, as one JSON document.
"""

import json, time

from wire import Connection, block, cookie, double, number, own_library_start, read, rows, sessions, variable

connection = Connection(*cookie())
listed, _, _ = own_library_start(connection)
(first, window, tab), (second, _, _) = list(sessions(listed))[:2]
saw = {}


def told(kind):
    return [read(each[kind][0]) for each in connection.notifications if kind in each]


def method(receiver, invocation):
    return 2 in connection.call(132, block(7, block(1, receiver)) + block(5, invocation) + double(6, -1.0))


def value(scope, object_id, name):
    return json.loads(connection.call(115, block(scope, object_id) + block(3, name))[2][0])


# iterm2-titles.py
saw["session named"] = method(first, 'iterm2.set_name(name: "N \\\\\\\\(x)")'), value(1, first, "autoName")
saw["tab titled"] = method(tab, 'iterm2.set_title(title: "T")'), value(4, tab, "title")
saw["window titled"] = method(window, 'iterm2.set_title(title: "W")'), value(6, window, "titleOverride")

# iterm2-tag.py, and the monitor of a script that waits for it
monitor = block(1, "user.comms_tag") + number(2, 1) + block(3, first)
saw["monitor"] = connection.call(103, block(1, "") + number(2, 1) + number(3, 12) + block(6, monitor)).get(1, [0])[0]
connection.call(115, block(1, first) + block(2, block(1, "user.comms_tag") + block(2, json.dumps("42"))))
saw["tag"] = value(1, first, "user.comms_tag")
saw["tag told"] = [json.loads(each[4][0]) for each in told(12)]

# iterm2-arrange-windows.py
frame = json.loads(connection.call(112, block(1, window) + block(2, "frame"))[2][0])
frame["origin"]["x"] += 50
moved = connection.call(111, block(1, window) + block(3, "frame") + block(4, json.dumps(frame)))
saw["moved"] = moved.get(1, [0])[0], json.loads(connection.call(112, block(1, window) + block(2, "frame"))[2][0]) == frame

# iterm2-broadcast-domain.py and iterm2-broadcast-off.py
domain = block(1, block(1, first) + block(1, second))
saw["broadcast on"] = connection.call(130, domain).get(1, [0])[0]
saw["domains"] = [[each.decode() for each in read(one)[1]] == [first, second] for one in connection.call(123)[1]]
saw["broadcast off"] = connection.call(130).get(1, [0])[0], connection.call(123)
saw["domains told"] = [len(each.get(1, [])) for each in told(11)]

# iterm2-screen.py
shown, _ = rows(connection, first)
saw["rows"] = len(shown)

# iterm2-split.py: beside, and the pane closes again
pane = connection.call(109, block(1, second) + number(2, 0) + number(3, 0))[2][0].decode()
flags = number(4, 1) + number(5, 1) + number(6, 1) + block(7, number(1, 0) + number(2, 1))
saw["activated"] = connection.call(114, block(3, pane) + flags).get(1, [0])[0]
saw["focus told"] = pane in [each[4][0].decode() for each in told(9) if 4 in each]
connection.call(131, block(2, block(1, pane)) + number(4, 1))
saw["end told"] = [each[1][0].decode() for each in told(7)] == [pane]
saw["layout told"] = len(told(8)) > 0

# A program that speaks to a script through its terminal
connection.call(103, block(1, first) + number(2, 1) + number(3, 5))
connection.call(107, block(1, first) + block(2, "printf '\\033]1337;Custom=id=me:hello\\007'\r") + number(3, 1))
deadline = time.time() + 10
while not told(5) and time.time() < deadline:
    time.sleep(0.05)
    connection.call(106)
saw["escape told"] = [[each[2][0].decode(), each[3][0].decode()] for each in told(5)]

# What a variable may hold, and a monitor of the session in front, which is told by that name
def keep(value):
    connection.call(115, block(1, second) + block(2, block(1, "user.kept") + block(2, value)))
    return json.loads(connection.call(115, block(1, second) + block(3, "user.kept"))[2][0])


monitor = block(1, "user.kept") + number(2, 1) + block(3, "active")
saw["active"] = connection.call(103, number(2, 1) + number(3, 12) + block(6, monitor)).get(1, [0])[0]
saw["kept"] = [keep(each) for each in ("7", "true", '{"a": [1, true]}', '"text"', "no json")]
saw["kept told"] = [json.loads(each[4][0]) for each in told(12) if each[2][0] == b"active"]

# Windows and profiles as they were set
def prop(name, value):
    connection.call(111, block(1, window) + block(3, name) + block(4, json.dumps(value)))
    return json.loads(connection.call(112, block(1, window) + block(2, name))[2][0])


saw["fullscreen"] = prop("fullscreen", True)
saw["no frame"] = connection.call(111, block(1, window) + block(3, "frame") + block(4, "{}")).get(1, [0])[0]
frame["size"]["width"] = 266.6
prop("frame", frame)
saw["whole points"] = read(read(read(connection.call(106)[1][0])[3][0])[2][0])[1]
badge = block(1, first) + block(5, block(1, "Badge Text") + block(2, '"b"'))
connection.call(105, badge)
saw["badge"] = [read(each)[2][0].decode() for each in connection.call(110, block(1, first) + block(2, "Badge Text"))[3]]

# Tabs in another order, panes of another size, and the pane beside
def tabs():
    return [read(each)[2][0] for each in read(connection.call(106)[1][0])[1]]


def reorder(window_id, *ids):
    return connection.call(125, block(3, block(1, window_id) + b"".join(block(2, each) for each in ids))).get(4, [0])[0]


before = tabs()
saw["reordered"] = reorder(window, *reversed(before)), tabs() == before[::-1]
saw["not reordered"] = reorder("no-such"), reorder(window, "99"), reorder(window, before[0], before[0])
reorder(window, *before)
beside = connection.call(109, block(1, first) + number(2, 0))[2][0].decode()
choose = block(5, 'iterm2.select_pane_in_direction(direction: "left")')
chosen = connection.call(132, block(7, block(1, tab)) + choose)
saw["to the left"] = json.loads(read(chosen[2][0])[1][0]) == first


def resize(*widths):
    panes = b"".join(block(2, block(1, block(3, number(1, width) + number(2, 20)))) for width in widths)
    return connection.call(122, block(1, number(1, 1) + panes) + block(2, tab)).get(1, [0])[0]


saw["resized"] = resize(30, 50), [variable(connection, each, "columns") for each in (first, beside)], resize(80)

# A buried session has an id and a title, and no place or size
connection.call(111, block(5, second) + block(3, "buried") + block(4, "true"))
saw["buried"] = [sorted(read(each)) for each in connection.call(106)[2]]
print(json.dumps(saw))

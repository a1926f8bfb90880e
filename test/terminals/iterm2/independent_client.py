"""A client of iTerm2's API that shares no line with ours.

Connects below $HOME with a cookie from `osascript`, walks through the calls a script makes, and prints what it saw as
one JSON document.
"""

import json, os, re, sys, time

from wire import Connection, block, cookie, double, number, own_library_start, read, rows, sessions, variable

spent = cookie()
connection = Connection(*spent)
saw = {"status": connection.status, "protocol": re.search(r"X-iTerm2-Protocol-Version: (\S+)", connection.head)[1]}
saw["second use of the cookie"] = Connection(*spent).status

listed, focus, saw["broadcast"] = own_library_start(connection)
saw["focus"] = len(focus.get(1, []))

everything = list(sessions(listed))
saw["sessions"] = len(everything)
session, window, tab = everything[0]
tty = variable(connection, session, "tty")
saw["tty is there"] = os.path.exists(tty)

marker = sys.argv[1]
connection.call(103, block(1, session) + number(2, 1) + number(3, 2))
connection.call(107, block(1, session) + block(2, f"echo {marker}\r") + number(3, 1))
deadline = time.time() + 10
text, buffer = rows(connection, session)
while sum(row.startswith(marker) for row in text) == 0 and time.time() < deadline:
    time.sleep(0.05)
    text, buffer = rows(connection, session)
saw["echoed"] = sum(row.startswith(marker) for row in text)
saw["rows"] = len(text)
saw["cursor is absolute"] = read(buffer[4][0]).get(2, [0])[0] >= read(read(read(buffer[6][0])[1][0])[1][0]).get(2, [0])[0]
time.sleep(0.2)
connection.call(106)
saw["screen updates"] = any(2 in each for each in connection.notifications)

titled = connection.call(132, block(7, block(1, tab)) + block(5, f'iterm2.set_title(title: "T {marker}")') + double(6, -1.0))
saw["title set"] = 2 in titled
saw["tab title"] = json.loads(connection.call(115, block(4, tab) + block(3, "title"))[2][0])
saw["unknown session"] = connection.call(107, block(1, "no-such") + block(2, "x") + number(3, 1))[1][0]
saw["bad range"] = connection.call(100, block(1, session) + block(2, b""))

added = connection.call(109, block(1, session) + number(2, 0))
saw["split"] = added.get(1, [0])[0]
connection.call(106)
saw["new session told"] = any(read(each[6][0])[1][0] == added[2][0] for each in connection.notifications if 6 in each)
closed = connection.call(131, block(2, block(1, added[2][0])) + number(4, 1))
saw["closed"] = closed[1][0]

connection.send(b"text is no request", opcode=1)
connection.send(b"\xff\xff\xff")
saw["alive after nonsense"] = connection.call(106) is not None
print(json.dumps(saw))

"""A client of iTerm2's API that shares no line with ours: the standard library, and bytes written by hand.

Connects below $HOME with a cookie from `osascript`, walks through the calls a script makes, and prints what it saw as
one JSON document.
"""

import base64, json, os, re, socket, struct, subprocess, sys, time


def varint(number):
    out = b""
    number &= (1 << 64) - 1
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def number(field, value):
    return varint(field << 3) + varint(value)


def block(field, value):
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def double(field, value):
    return varint(field << 3 | 1) + struct.pack("<d", value)


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def read(data):
    """Fields of a message: number -> values in order, blocks as bytes."""
    found, at = {}, 0
    while at < len(data):
        tag, at = read_varint(data, at)
        if tag & 7 == 0:
            value, at = read_varint(data, at)
        elif tag & 7 == 1:
            value, at = data[at : at + 8], at + 8
        elif tag & 7 == 2:
            size, at = read_varint(data, at)
            value, at = data[at : at + size], at + size
        else:
            raise SystemExit(f"wire type {tag & 7} is not part of these messages")
        found.setdefault(tag >> 3, []).append(value)
    return found


class Connection:
    def __init__(self, cookie, key):
        home = os.environ["HOME"]
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(10)
        self.socket.connect(f"{home}/Library/Application Support/iTerm2/private/socket")
        lines = [
            "GET / HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
            "Sec-WebSocket-Protocol: api.iterm2.com",
            "origin: ws://localhost/",
            "x-iterm2-library-version: python 2.21",
            "x-iterm2-disable-auth-ui: true",
            f"x-iterm2-cookie: {cookie}",
            f"x-iterm2-key: {key}",
        ]
        self.socket.sendall("\r\n".join(lines + ["", ""]).encode())
        self.waiting = b""
        while b"\r\n\r\n" not in self.waiting:
            self.waiting += self.more()
        head, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
        self.status = head.split(b"\r\n")[0].decode()
        self.head = head.decode()
        self.id = -1
        self.notifications = []

    def more(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        return data

    def take(self, count):
        while len(self.waiting) < count:
            self.waiting += self.more()
        data, self.waiting = self.waiting[:count], self.waiting[count:]
        return data

    def receive(self):
        first, size = self.take(2)
        assert first == 0x82 and size < 0x80, "whole binary frames without a mask"
        if size == 126:
            (size,) = struct.unpack(">H", self.take(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", self.take(8))
        return read(self.take(size))

    def send(self, payload, opcode=2):
        mask = os.urandom(4)
        size = len(payload)
        head = bytes([0x80 | opcode])
        head += bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack(">H", size)
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def call(self, field, body=b""):
        """Asks, and returns the answer's member of the same number."""
        self.id += 1
        self.send(number(1, self.id) + block(field, body))
        while True:
            message = self.receive()
            if 1000 in message:
                self.notifications.append(read(message[1000][0]))
                continue
            assert message.get(1, [0])[0] == self.id
            assert 2 not in message, message
            return read(message[field][0]) if field in message else None


def cookie():
    asked = ["osascript", "-e", 'tell application "iTerm2" to request cookie and key for app named "independent"']
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()


def sessions(listed):
    for window in listed.get(1, []):
        for tab in read(window).get(1, []):
            yield from leaves(read(read(tab)[3][0]), read(window)[2][0], read(tab)[2][0])


def leaves(node, window, tab):
    for link in node.get(2, []):
        link = read(link)
        if 1 in link:
            yield read(link[1][0])[1][0].decode(), window.decode(), tab.decode()
        else:
            yield from leaves(read(link[2][0]), window, tab)


def variable(connection, session, name):
    return json.loads(connection.call(115, block(1, session) + block(3, name))[2][0])


def rows(connection, session):
    buffer = connection.call(100, block(1, session) + block(2, number(1, 1)) + number(3, 1))
    return [read(line).get(1, [b""])[0].decode() for line in buffer.get(3, [])], buffer


spent = cookie()
connection = Connection(*spent)
saw = {"status": connection.status, "protocol": re.search(r"X-iTerm2-Protocol-Version: (\S+)", connection.head)[1]}
saw["second use of the cookie"] = Connection(*spent).status

# What iTerm2's own library does first, in its order.
for kind in (6, 7, 8, 9, 11):
    connection.call(103, block(1, "all") + number(2, 1) + number(3, kind))
listed = connection.call(106)
saw["focus"] = len(connection.call(117).get(1, []))
saw["broadcast"] = connection.call(123)

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

"""iTerm2's protocol, as far as a script needs it: the standard library, and bytes written by hand.

It shares no line with our own client. Ids count from 0, as those of iTerm2's own library do.
"""

import base64, json, os, socket, struct, subprocess


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


def own_library_start(connection):
    """What iTerm2's own library asks before a script's first line, in its order; returns the answers by request."""
    listed = connection.call(106)
    for kind in (6, 7, 8, 9, 11):
        connection.call(103, block(1, "all") + number(2, 1) + number(3, kind))
    return listed, connection.call(117), connection.call(123)

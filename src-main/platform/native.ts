import { closeSync, constants, openSync, statSync } from 'node:fs'
import type { Socket } from 'node:net'
import { loadLibc, type Libc } from './libc.ts'
import { sttyMode } from './stty.ts'
import { isTtyPath, type TtyMode } from './tty.ts'

/** Who is at the other end of a unix socket, as the kernel saw it when the connection was made. */
export interface Peer {
  /** 0 when the peer lives where process ids mean something else (another container). */
  readonly pid: number
  readonly uid: number
  readonly gid: number
}

interface NativeLayout {
  readPeer(libc: Libc, fd: number): Peer | undefined
  /** Bytes of `struct termios`, and where and how wide its local flags are. */
  readonly termios: {
    readonly size: number
    readonly localFlags: number
    readonly canonical: number
    readonly echo: number
  }
  /** The `FIONREAD` request: how many bytes wait to be read. */
  readonly unreadRequest: number
}

/** The same on x64 and arm64, glibc and musl. */
const LINUX: NativeLayout = {
  readPeer(libc, fd) {
    // SOL_SOCKET, SO_PEERCRED: struct ucred { pid, uid, gid }.
    const ucred = readOption(libc, fd, 1, 17, 12)
    return ucred && { pid: ucred.readInt32LE(0), uid: ucred.readUInt32LE(4), gid: ucred.readUInt32LE(8) }
  },
  termios: { size: 60, localFlags: 12, canonical: 0x2, echo: 0x8 },
  unreadRequest: 0x541b,
}

/** From Apple's headers (sys/un.h, sys/ucred.h, sys/termios.h, sys/filio.h); not yet run on a Mac. */
const MACOS: NativeLayout = {
  readPeer(libc, fd) {
    // SOL_LOCAL with LOCAL_PEERCRED: struct xucred { version, uid, short ngroups, gid groups[16] }, and LOCAL_PEERPID.
    const xucred = readOption(libc, fd, 0, 1, 76)
    const pid = readOption(libc, fd, 0, 2, 4)
    if (!xucred || !pid || xucred.readUInt32LE(0) !== 0) return undefined
    return { pid: pid.readInt32LE(0), uid: xucred.readUInt32LE(4), gid: xucred.readUInt32LE(12) }
  },
  // Flags are longs here; those we ask for lie in the low half.
  termios: { size: 72, localFlags: 24, canonical: 0x100, echo: 0x8 },
  unreadRequest: 0x4004667f,
}

const layout = process.platform === 'linux' ? LINUX : process.platform === 'darwin' ? MACOS : undefined

/** Who is at the other end; nothing when the kernel does not say, or this is no connected unix socket. */
export function peerOf(socketFd: number): Peer | undefined {
  const libc = loadLibc()
  if (!libc || !layout || !Number.isInteger(socketFd) || socketFd < 0) return undefined
  const peer = layout.readPeer(libc, socketFd)
  // What the kernel gives for a socket without a peer of its kind (TCP).
  return peer?.uid === 0xffff_ffff ? undefined : peer
}

/** The same for a connection that Node holds, which does not give its descriptor away. */
export function peerOfSocket(socket: Socket): Peer | undefined {
  const handle = (socket as unknown as { _handle?: { fd?: number } | null })._handle
  return handle?.fd === undefined ? undefined : peerOf(handle.fd)
}

/**
 * Input settings of a tty and how much waits unread in it, without touching it: nothing is written, and it never
 * becomes our controlling terminal. Nothing when it is gone, not a tty, or not ours to open.
 */
export function ttyMode(path: string): TtyMode | undefined {
  if (!isTtyPath(path)) return undefined
  const libc = loadLibc()
  if (!libc || !layout) return sttyMode(path)
  let fd: number | undefined
  try {
    if (!statSync(path).isCharacterDevice()) return undefined
    fd = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
    return readMode(libc, layout, fd)
  } catch {
    return undefined
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

function readMode(libc: Libc, { termios, unreadRequest }: NativeLayout, fd: number): TtyMode | undefined {
  const settings = Buffer.alloc(termios.size)
  const unread = new Int32Array(1)
  if (libc.tcgetattr(fd, settings) !== 0 || libc.ioctlInt(fd, unreadRequest, unread) !== 0) return undefined
  const flags = settings.readUInt32LE(termios.localFlags)
  return {
    canonical: (flags & termios.canonical) !== 0,
    echo: (flags & termios.echo) !== 0,
    unread: unread[0] ?? 0,
  }
}

function readOption(libc: Libc, fd: number, level: number, option: number, size: number): Buffer | undefined {
  const value = Buffer.alloc(size)
  const length = Int32Array.of(size)
  return libc.getsockopt(fd, level, option, value, length) === 0 && length[0] === size ? value : undefined
}

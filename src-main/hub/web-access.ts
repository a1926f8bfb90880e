import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { getSetting, setSetting, type Setting } from '#store/settings.ts'
import {
  addWebToken,
  listWebTokens,
  pruneWebTokens,
  removeAllWebTokens,
  removeWebToken,
  touchWebToken,
} from '#store/web-tokens.ts'
import { noteDeed } from './audit.ts'
import type { Caller } from './caller.ts'
import type { Hub } from './hub.ts'

/** A one-time code is worth this long, in milliseconds. */
const CODE_LIFE = 60_000
/** Codes that wait at once; an older one gives way. */
const MOST_CODES = 16
/** A token that nobody used for this long is forgotten, in milliseconds. */
const IDLE_LIFE = 30 * 24 * 60 * 60 * 1_000
/** How often the use of a token is written down, in milliseconds. */
const NOTE_EVERY = 60 * 60 * 1_000
/** Browsers that are let in at once; the one used longest ago gives way. */
const MOST_TOKENS = 64

const PORT: Setting<number> = { key: 'web.port', schema: z.int().min(0).max(65_535), fallback: 0 }

/** Who may come in by the web door. Codes live in memory only; of tokens the hash is kept. */
export interface WebAccess {
  /** A code that lets one browser in, once. */
  makeCode(): { readonly code: string; readonly expiresInSeconds: number }
  /** Burns the code and returns a token for it, or nothing when the code is wrong, used or too old. */
  exchange(code: string, caller: Caller): Promise<string | undefined>
  /** The mark under which a token is known, or nothing when it is not, or no longer. */
  findToken(token: string): string | undefined
  /** Forgets a token by its mark. */
  forget(mark: string, caller: Caller): Promise<void>
  /** Forgets every token, and every code that waits. Returns how many tokens those were. */
  forgetAll(): Promise<number>
  /** True while some browser could come back without a new code. */
  isAwaited(): boolean
  /** Port of the last time, so that an open page finds its hub again; 0 when there is none. */
  lastPort(): number
  rememberPort(port: number): Promise<void>
}

/** 256 bits from the system, as 43 characters that need no escaping anywhere. */
const makeSecret = () => randomBytes(32).toString('base64url')
const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

export function createWebAccess(hub: Pick<Hub, 'clock' | 'store' | 'onBug'>): WebAccess {
  const { clock, store } = hub
  let codes: readonly { readonly hash: Buffer; readonly until: number }[] = []
  let tokens = listWebTokens(store.read).map(({ hash, usedAt }) => ({ hash: Buffer.from(hash, 'hex'), usedAt }))
  const isFresh = ({ usedAt }: { readonly usedAt: number }) => clock.now() - usedAt < IDLE_LIFE

  function takeCode(code: string): boolean {
    const given = hashOf(code)
    const valid = codes.filter(({ until }) => clock.monotonic() < until)
    codes = valid.filter(({ hash }) => !timingSafeEqual(hash, given))
    return codes.length < valid.length
  }

  function noteUse(token: (typeof tokens)[number]): void {
    const now = clock.now()
    if (now - token.usedAt < NOTE_EVERY) return
    token.usedAt = now
    store.write(tx => touchWebToken(tx, token.hash.toString('hex'), now)).catch(hub.onBug)
  }

  return {
    makeCode() {
      const code = makeSecret()
      codes = [...codes.slice(1 - MOST_CODES), { hash: hashOf(code), until: clock.monotonic() + CODE_LIFE }]
      return { code, expiresInSeconds: CODE_LIFE / 1_000 }
    },
    async exchange(code, caller) {
      // Burnt before anything is waited for: of two that come at once, one gets in.
      if (!takeCode(code)) return undefined
      const token = makeSecret()
      const hash = hashOf(token)
      const now = clock.now()
      await store.write(tx => {
        pruneWebTokens(tx, now - IDLE_LIFE)
        addWebToken(tx, hash.toString('hex'), now, MOST_TOKENS)
        noteDeed(hub, tx, caller, { what: 'web session opened', target: '', result: 'done' })
      })
      tokens = [{ hash, usedAt: now }, ...tokens.toSorted((a, b) => b.usedAt - a.usedAt)].slice(0, MOST_TOKENS)
      return token
    },
    findToken(token) {
      const given = hashOf(token)
      const known = tokens.filter(isFresh).filter(({ hash }) => timingSafeEqual(hash, given))[0]
      if (known === undefined) return undefined
      noteUse(known)
      return known.hash.toString('hex')
    },
    async forget(mark, caller) {
      tokens = tokens.filter(({ hash }) => hash.toString('hex') !== mark)
      await store.write(tx => {
        if (!removeWebToken(tx, mark)) return
        noteDeed(hub, tx, caller, { what: 'web session closed', target: '', result: 'done' })
      })
    },
    async forgetAll() {
      codes = []
      tokens = []
      return store.write(removeAllWebTokens)
    },
    isAwaited: () => tokens.some(isFresh),
    lastPort: () => getSetting(store.read, PORT),
    rememberPort: port => store.write(tx => setSetting(tx, PORT, port)),
  }
}

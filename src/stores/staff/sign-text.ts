import nacl from 'tweetnacl'
import { fromBase64url, toBase64url } from './base64url'
import { utf8Bytes } from './utf8'

const SEED_BYTES = 32

/**
 * Signs a text, as UTF-8, with an Ed25519 key (RFC 8032). The key is its 32-byte seed in base64url, space around it allowed.
 * Returns the 64-byte signature in base64url; undefined when the key is not of that shape. Needs no randomness.
 */
export function signText(key: string, text: string): string | undefined {
  const seed = seedOf(key)
  if (!seed) return undefined
  const { secretKey } = nacl.sign.keyPair.fromSeed(seed)
  return toBase64url(nacl.sign.detached(utf8Bytes(text), secretKey))
}

/** Whether it can be a key at all; only the service knows whose. */
export const isKey = (key: string): boolean => seedOf(key) !== undefined

function seedOf(key: string): Uint8Array | undefined {
  const seed = fromBase64url(key.trim())
  return seed?.length === SEED_BYTES ? seed : undefined
}

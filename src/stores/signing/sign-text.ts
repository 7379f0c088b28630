import nacl from 'tweetnacl'
import { fromBase64url, toBase64url } from '../base64url'
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

/** The public half of a key, in base64url; undefined when the key is not of that shape. */
export function publicKeyOf(key: string): string | undefined {
  const seed = seedOf(key)
  return seed && toBase64url(nacl.sign.keyPair.fromSeed(seed).publicKey)
}

/** Whether whoever holds the key behind `publicKey` (32 bytes in base64url) signed these bytes. */
export function isSigned(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = fromBase64url(publicKey)
  const isShaped = key?.length === nacl.sign.publicKeyLength && signature.length === nacl.sign.signatureLength
  return isShaped && nacl.sign.detached.verify(bytes, signature, key)
}

/** The first half of the text's SHA-512, in hexadecimal: the digest that one library in the module can make. */
export const digestOf = (text: string): string =>
  Array.from(nacl.hash(utf8Bytes(text)).subarray(0, 32), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** A public half that nobody holds the other half of, told apart from others by `text`: nothing can ever be signed with it. */
export const keyOfNobody = (text: string): string => toBase64url(nacl.hash(utf8Bytes(text)).subarray(0, 32))

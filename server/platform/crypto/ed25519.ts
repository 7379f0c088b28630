import { createPrivateKey, createPublicKey, verify, type KeyObject } from 'node:crypto'

/** DER before the 32 key bytes (RFC 8410): the raw form is what partners exchange, DER is what node:crypto reads. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** `seed`: the 32 bytes of RFC 8032, section 5.1.5. */
export function ed25519PrivateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

/** The 32 bytes of the public half of a private or public key. */
export function ed25519PublicBytes(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length)
}

/** The y of the points whose order divides eight, also written past the field (libsodium, ge25519_has_small_order). */
const SMALL_ORDER = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  ...['ec', 'ed', 'ee'].map((first) => `${first}${'ff'.repeat(30)}7f`),
].map((hex) => Buffer.from(hex, 'hex'))

/** Whether a public key is one for which a signature says nothing: the same one can stand under every text. */
export function isSmallOrder(publicKey: Uint8Array): boolean {
  const y = Buffer.from(publicKey)
  y[31] = (y[31] ?? 0) & 0x7f
  return SMALL_ORDER.some((point) => point.equals(y))
}

/**
 * True when `signature` (64 bytes) is that of `bytes` by the owner of `publicKey` (32 bytes). A key or signature of
 * another length, and a key of small order, answers false.
 */
export function verifyEd25519(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64 || isSmallOrder(publicKey)) return false
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
  return verify(null, bytes, key, signature)
}

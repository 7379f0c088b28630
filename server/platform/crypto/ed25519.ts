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

/**
 * True when `signature` (64 bytes) is that of `bytes` by the owner of `publicKey` (32 bytes). A key or signature of
 * another length answers false.
 */
export function verifyEd25519(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
  return verify(null, bytes, key, signature)
}

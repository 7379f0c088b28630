import { createCipheriv, createDecipheriv, hkdfSync, sign } from 'node:crypto'

import { ed25519PrivateKey, ed25519PublicBytes } from './ed25519'
import { oneShotDigest, oneShotMac } from './one-shot'
import { TAG_BYTES, type AeadInput, type CryptoSuite } from './suite'

const CIPHER = 'aes-256-gcm'

/** SHA-256, HMAC-SHA256, AES-256-GCM and Ed25519, all from node:crypto. */
export const intlSuite: CryptoSuite = {
  name: 'intl',
  sealMark: 1,
  sealKeyBytes: 32,
  digest: oneShotDigest('sha256'),
  mac: oneShotMac('sha256'),
  deriveKey: (masterKey, purpose, bytes) => Buffer.from(hkdfSync('sha256', masterKey, '', purpose, bytes)),
  encrypt({ key, nonce, associatedData, bytes }: AeadInput) {
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(associatedData)
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  },
  decrypt({ key, nonce, associatedData, bytes }: AeadInput) {
    const tagAt = bytes.length - TAG_BYTES
    if (tagAt < 0) return undefined
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(associatedData)
      .setAuthTag(bytes.subarray(tagAt))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, tagAt)), decipher.final()])
    } catch {
      return undefined
    }
  },
  signingKey(seed) {
    const key = ed25519PrivateKey(seed)
    return {
      algorithm: 'ed25519',
      publicKey: ed25519PublicBytes(key),
      sign: (bytes) => sign(null, bytes, key),
    }
  },
}

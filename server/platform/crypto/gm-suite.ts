import { hkdfSync } from 'node:crypto'

import { sm4 } from 'sm-crypto-v2'

import { oneShotDigest, oneShotMac } from './one-shot'
import { signSm2, sm2PrivateKeyHex, sm2PublicBytes } from './sm2'
import { TAG_BYTES, type AeadInput, type CryptoSuite } from './suite'

/** SM3 and HMAC-SM3 from node:crypto; SM4-GCM and SM2, which it lacks or signs with an empty user id, from sm-crypto-v2. */
export const gmSuite: CryptoSuite = {
  name: 'gm',
  sealMark: 2,
  sealKeyBytes: 16,
  digest: oneShotDigest('sm3'),
  mac: oneShotMac('sm3'),
  deriveKey: (masterKey, purpose, bytes) => Buffer.from(hkdfSync('sm3', masterKey, '', purpose, bytes)),
  encrypt({ key, nonce, associatedData, bytes }: AeadInput) {
    const options = { mode: 'gcm', iv: nonce, associatedData, output: 'array', outputTag: true } as const
    const { output, tag } = sm4.encrypt(bytes, key, { ...options, padding: 'none' })
    if (tag?.length !== TAG_BYTES) throw new Error('SM4-GCM gave no tag.')
    return Buffer.concat([output, tag])
  },
  decrypt({ key, nonce, associatedData, bytes }: AeadInput) {
    const tagAt = bytes.length - TAG_BYTES
    if (tagAt < 0) return undefined
    const options = { mode: 'gcm', iv: nonce, associatedData, output: 'array', padding: 'none' } as const
    try {
      return Buffer.from(
        sm4.decrypt(bytes.subarray(0, tagAt), key, { ...options, tag: bytes.subarray(tagAt) }),
      )
    } catch {
      return undefined
    }
  },
  signingKey(seed) {
    const privateKeyHex = sm2PrivateKeyHex(seed)
    const publicKey = sm2PublicBytes(privateKeyHex)
    return { algorithm: 'sm2-sm3', publicKey, sign: (bytes) => signSm2(privateKeyHex, bytes) }
  },
}

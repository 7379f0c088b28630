import { createHmac, createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto'

import { sm2 } from 'sm-crypto-v2'

import type { HttpSignatureAlgorithm } from '#contract'

export const ALGORITHMS = [
  'ed25519',
  'sm2-sm3',
  'hmac-sha256',
  'hmac-sm3',
] as const satisfies readonly HttpSignatureAlgorithm[]

/** The key an operator signs with. `secret`: 32 bytes, the seed (RFC 8032), the SM2 number, or what both sides share. */
export interface OperatorKey {
  readonly keyId: string
  readonly algorithm: HttpSignatureAlgorithm
  readonly secret: Buffer
}

const SECRET_BYTES = 32
/** Order of the curve of GB/T 32918.5; a private key lies from 1 to two below it. */
const SM2_ORDER = BigInt('0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123')
/** The user id both sides put into the SM2 digest: the default of GM/T 0009-2012, section 10. */
const SM2_USER_ID = '1234567812345678'
/** DER before the seed (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

export const newSecret = (algorithm: HttpSignatureAlgorithm): Buffer => {
  for (;;) {
    const secret = randomBytes(SECRET_BYTES)
    if (algorithm !== 'sm2-sm3' || isSm2Number(secret)) return secret
  }
}

/** Whether the key both signs and verifies, so that the centre has to be told it in secret. */
export const isShared = (algorithm: HttpSignatureAlgorithm): boolean => algorithm.startsWith('hmac-')

/** What the centre registers, base64url: 32 bytes public (Ed25519), 65 bytes public (SM2), or the shared secret itself. */
export const registeredText = ({ algorithm, secret }: OperatorKey): string => {
  switch (algorithm) {
    case 'ed25519':
      return String(createPublicKey(ed25519Key(secret)).export({ format: 'jwk' }).x)
    case 'sm2-sm3':
      return Buffer.from(sm2.getPublicKeyFromPrivateKey(secret.toString('hex')), 'hex').toString('base64url')
    case 'hmac-sha256':
    case 'hmac-sm3':
      return secret.toString('base64url')
  }
}

/** The signature over these bytes, as the platform's algorithms of this name verify it. */
export const signBytes = ({ algorithm, secret }: OperatorKey, bytes: Buffer): Buffer => {
  switch (algorithm) {
    case 'ed25519':
      return sign(null, bytes, ed25519Key(secret))
    case 'sm2-sm3':
      return Buffer.from(
        sm2.doSignature(bytes, secret.toString('hex'), { hash: true, userId: SM2_USER_ID }),
        'hex',
      )
    case 'hmac-sha256':
      return createHmac('sha256', secret).update(bytes).digest()
    case 'hmac-sm3':
      return createHmac('sm3', secret).update(bytes).digest()
  }
}

const isSm2Number = (secret: Buffer): boolean => {
  const number = BigInt(`0x${secret.toString('hex')}`)
  return number >= 1n && number <= SM2_ORDER - 2n
}

const ed25519Key = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })

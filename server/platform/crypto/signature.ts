import { createHmac, timingSafeEqual } from 'node:crypto'

import { verifyEd25519 } from './ed25519'
import { verifySm2 } from './sm2'

/** The signature algorithms partners may use, by their names in HTTP message signatures. */
export const SIGNATURE_ALGORITHMS = ['ed25519', 'hmac-sha256', 'hmac-sm3', 'sm2-sm3'] as const
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number]

export interface VerificationKey {
  algorithm: SignatureAlgorithm
  /** Public key bytes (32 for Ed25519, 65 for SM2) or the shared secret of an HMAC. */
  key: Uint8Array
}

/** True when `signature` is that of `bytes` under `key`; comparisons of secrets take constant time. */
export function verifySignature(
  { algorithm, key }: VerificationKey,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  switch (algorithm) {
    case 'ed25519':
      return verifyEd25519(key, bytes, signature)
    case 'sm2-sm3':
      return verifySm2(key, bytes, signature)
    case 'hmac-sha256':
      return isSameMac('sha256', key, bytes, signature)
    case 'hmac-sm3':
      return isSameMac('sm3', key, bytes, signature)
  }
}

function isSameMac(hash: string, key: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  const expected = createHmac(hash, key).update(bytes).digest()
  return expected.length === signature.length && timingSafeEqual(expected, signature)
}

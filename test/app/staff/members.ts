import { createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto'
import type { StaffRole } from '#contract'

/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

export const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })

/** A member of staff whose public half a service may register, and what she herself signs in with. */
export function memberOf(staffId: string, name: string, role: StaffRole) {
  const seed = randomBytes(32)
  const { x = '' } = createPublicKey(privateKeyOf(seed)).export({ format: 'jwk' })
  const credentials = { staffId, key: seed.toString('base64url') }
  return { staffId, name, role, publicKey: Buffer.from(x, 'base64url'), credentials }
}

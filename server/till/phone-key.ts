import { createHmac, timingSafeEqual } from 'node:crypto'

import { acceptedPhoneSteps, phoneCounter, phoneProof } from '#domain/voucher'
import type { CryptoModule } from '#server/platform/index'

/** The secret a phone makes a voucher's offline codes of: derived, never stored, worth nothing for another voucher. */
export const phoneSecretOf = (crypto: CryptoModule, voucherId: string): Buffer =>
  crypto.blindIndex('voucher-phone', voucherId)

/** Whether six digits are what the voucher's phone shows now, give or take half a minute. */
export const isPhoneProof = (secret: Buffer, proof: string, now: Date): boolean => {
  const given = Buffer.from(proof)
  const matches = acceptedPhoneSteps(now).map((step) => {
    const mac = createHmac('sha512', secret).update(phoneCounter(step)).digest()
    return timingSafeEqual(Buffer.from(phoneProof(mac)), given)
  })
  return matches.includes(true)
}

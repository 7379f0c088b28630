import { hasCheckDigit, withCheckDigit } from './check-digit'

/** A code as typed or scanned: eighteen digits, the first says which kind, the last checks the others. */
export type PresentedCode =
  | { readonly channel: 'code'; readonly digits: string }
  | { readonly channel: 'phoneCode'; readonly voucherNo: string; readonly proof: string }

const DIGITS = 18
const ONLINE = '1'
const PHONE = '8'

/** An online code rotates after a minute; a till takes it a little longer, because scanning and sending take time. Our own figures. */
export const CODE_SECONDS = 60
export const CODE_GRACE_SECONDS = 15

/** A phone's own code changes every half minute; the one before and the one after count too, because phones' clocks differ. */
const PHONE_STEP_SECONDS = 30

/** The online code around sixteen random digits. */
export const onlineCodeOf = (random: string): string => {
  if (!/^\d{16}$/.test(random)) throw new TypeError('an online code is made of sixteen digits')
  return withCheckDigit(ONLINE + random)
}

/** The code a phone shows without network: the voucher's ten-digit number and six digits that change with time. */
export const phoneCodeOf = (voucherNo: string, proof: string): string => {
  if (!/^\d{10}$/.test(voucherNo) || !/^\d{6}$/.test(proof))
    throw new TypeError('a phone code is made of ten digits and six')
  return withCheckDigit(PHONE + voucherNo + proof)
}

/** Reads what was scanned or typed, spaces allowed; undefined when it is no code of ours or a digit is wrong. */
export const readCode = (text: string): PresentedCode | undefined => {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d+$/.test(digits) || digits.length !== DIGITS) return undefined
  if (!hasCheckDigit(digits)) return undefined
  if (digits.startsWith(ONLINE)) return { channel: 'code', digits }
  if (!digits.startsWith(PHONE)) return undefined
  return { channel: 'phoneCode', voucherNo: digits.slice(1, 11), proof: digits.slice(11, 17) }
}

const WORD = 2 ** 32

/**
 * The moving factor of a phone's code, as the eight bytes that are signed with HMAC-SHA-512. In two halves: phones that run the module
 * may know no BigInt. Source: RFC 6238, 4.2 and 1.2.
 */
export const phoneCounter = (step: number): Uint8Array => {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.floor(step / WORD))
  view.setUint32(4, step % WORD)
  return bytes
}

/** The step a phone signs now, and those a till's platform accepts. */
export const phoneStep = (now: Date): number => Math.floor(now.getTime() / 1000 / PHONE_STEP_SECONDS)
export const phoneStepEnd = (now: Date): Date => new Date((phoneStep(now) + 1) * PHONE_STEP_SECONDS * 1000)
export const acceptedPhoneSteps = (now: Date): readonly number[] =>
  [-1, 0, 1].map((off) => phoneStep(now) + off)

/** Six digits of an HMAC by dynamic truncation. Source: RFC 4226, 5.3. */
export const phoneProof = (hmac: Uint8Array): string => {
  const at = (hmac[hmac.length - 1] ?? 0) & 15
  const number = new DataView(hmac.buffer, hmac.byteOffset).getUint32(at) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

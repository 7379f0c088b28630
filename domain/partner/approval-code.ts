import { hasCheckDigit, withCheckDigit } from '../voucher/index'

/** How long a code waits for its answer: she reads it off a till's screen and types it. Source: our own design. */
export const APPROVAL_SECONDS = 180

const RANDOM_DIGITS = 9

/** Ten digits made of six bytes nobody can guess: nine of them and a check digit. */
export const approvalCodeOf = (random: Uint8Array): string => {
  if (random.length < 6) throw new TypeError('an approval code is made of six bytes or more')
  const view = new DataView(random.buffer, random.byteOffset)
  const number = (view.getUint16(0) * 2 ** 32 + view.getUint32(2)) % 10 ** RANDOM_DIGITS
  return withCheckDigit(String(number).padStart(RANDOM_DIGITS, '0'))
}

/** The digits of a code as typed or scanned, spaces allowed; undefined when it is none or a digit is wrong. */
export const readApprovalCode = (text: string): string | undefined => {
  const digits = text.replace(/[\s-]/g, '')
  return /^\d{10}$/.test(digits) && hasCheckDigit(digits) ? digits : undefined
}

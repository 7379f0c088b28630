import { hasCheckDigit, withCheckDigit } from '#domain/voucher'

/** Fifteen digits nobody guesses, and one that finds what was typed wrong: 16, in fours as a bank card. */
const RANDOM_DIGITS = 15
const SPACE = 10n ** BigInt(RANDOM_DIGITS)

/** The number of a report, from at least 16 bytes that nobody can foresee. */
export const fraudNumberOf = (unforeseen: Uint8Array): string => {
  if (unforeseen.length < 16) throw new RangeError('a number is made of 16 bytes at least')
  const whole = unforeseen.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return withCheckDigit(String(whole % SPACE).padStart(RANDOM_DIGITS, '0'))
}

/** Reads a number as typed, blanks and hyphens allowed; undefined when a digit is missing or wrong. */
export const readFraudNumber = (text: string): string | undefined => {
  const digits = text.replace(/[\s-]/g, '')
  return /^\d{16}$/.test(digits) && hasCheckDigit(digits) ? digits : undefined
}

/** As it is shown and written down: four and four. */
export const spokenFraudNumber = (digits: string): string => digits.replace(/(\d{4})(?=\d)/g, '$1 ')

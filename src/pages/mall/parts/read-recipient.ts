import { halfWidth } from '../../../stores/mall'

/** What a far end knows her by; the service has the same rule. */
const RECIPIENT = /^[A-Za-z0-9@._-]{4,64}$/
/** Digits in groups, as wallets and cards show them and people copy them. */
const GROUPED_DIGITS = /^[\d\s\u2010-\u2015-]+$/

/**
 * The reference as the far end writes it, without the spaces that part its groups; a dash is one of them where all else are digits, and
 * a character of its own in a name. Undefined when it can be none.
 */
export function readRecipient(text: string): string | undefined {
  const plain = halfWidth(text)
  const read = plain.replace(GROUPED_DIGITS.test(plain) ? /\D/g : /\s/g, '')
  return RECIPIENT.test(read) ? read : undefined
}

/** Digits in fours; what has letters in it is one. */
export const groupsOf = (recipient: string): readonly string[] =>
  /^\d+$/.test(recipient) ? (recipient.match(/\d{1,4}/g) ?? []) : [recipient]

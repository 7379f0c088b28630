/** Digits and letters without I, O, S, V, Z. Source: GB 32100-2015, table 1. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CHARACTERS = 18
const BASE = 3

/**
 * Whether a text is a 统一社会信用代码, check character included: the sum of each of the first seventeen values times a power of 3
 * modulo 31 is brought to a multiple of 31 by the last. Source: GB 32100-2015, 5.6.
 */
export const isCreditCode = (text: string): boolean => {
  if (text.length !== CHARACTERS) return false
  let weight = 1
  let sum = 0
  for (const character of text.slice(0, -1)) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return false
    sum += value * weight
    weight = (weight * BASE) % ALPHABET.length
  }
  const check = (ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length
  return text.endsWith(ALPHABET.charAt(check))
}

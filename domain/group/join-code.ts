/** Crockford base 32 without I, L, O, U: a code that is read off a poster. 40 bits: nobody finds one by trying. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const JOIN_CODE_LENGTH = 8

/** The code that random bytes make, one character a byte; throws on too few of them. */
export const joinCodeOf = (bytes: Uint8Array): string => {
  if (bytes.length < JOIN_CODE_LENGTH) throw new RangeError('too few bytes for a code')
  return Array.from(bytes.subarray(0, JOIN_CODE_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('')
}

/** What somebody typed or scanned as the code it is: case, blanks and hyphens aside, O as 0 and I or L as 1; undefined for none. */
export const readJoinCode = (text: string): string | undefined => {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : undefined
}

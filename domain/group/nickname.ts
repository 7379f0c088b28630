/** Characters of a nickname, counted as a person counts them. Our own figure. */
export const NICKNAME_MAX = 12

/** A nickname without blanks around it; undefined where it is none: letters, digits, marks and single blanks, but no long number. */
export const readNickname = (text: string): string | undefined => {
  const name = text.normalize('NFC').trim()
  const isShort = name.length >= 1 && name.length <= NICKNAME_MAX
  // A number of six digits or more may be one that finds a person.
  return isShort && /^[\p{L}\p{N}\p{M}·. _-]+$/u.test(name) && !/\d{6}/.test(name) ? name : undefined
}

/** Characters of a nickname, counted as a person counts them. Our own figure. */
export const NICKNAME_MAX = 12

/** Six signs a number can be written with, one beside the other or parted by what a nickname may have between them: also 一 to 九, 〇 and 幺, 壹 to 玖. */
const LONG_NUMBER = /(?:[\p{N}〇零○一二两三四五六七八九十幺壹贰叁肆伍陆柒捌玖拾貳參叄陸][·. _-]*){6}/u

/**
 * A nickname without blanks around it, in the plain form of its characters (NFKC); undefined where it is none: letters, digits, marks and
 * single blanks, but no long number, in whatever signs.
 */
export const readNickname = (text: string): string | undefined => {
  const name = text.normalize('NFKC').trim()
  const isShort = name.length >= 1 && name.length <= NICKNAME_MAX
  // A number of six digits or more may be one that finds a person.
  return isShort && /^[\p{L}\p{N}\p{M}·. _-]+$/u.test(name) && !LONG_NUMBER.test(name) ? name : undefined
}

/** Digits a merchant tells its takings of a day apart by, and too few to make a code of. */
const TAIL_LENGTH = 4

/** ******0042 */
export const maskedVoucherNo = (voucherNo: string): string =>
  '*'.repeat(voucherNo.length - TAIL_LENGTH) + voucherNo.slice(-TAIL_LENGTH)

/** Whole fen as yuan with two decimals, -18.05. */
export const yuanText = (fen: bigint): string => {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A text that a spreadsheet takes for text: one that begins like a formula is led by an apostrophe (OWASP, CSV injection). */
export const harmlessText = (text: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text

/** 2026-05-04 09:00:00 of Asia/Shanghai; what is less than a second is cut off. */
export const cityTimeText = (moment: Date): string =>
  new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

/** A whole number as somebody writes it, spaces or commas between its thousands allowed; undefined when it is none or too long to be meant. */
export function readWhole(text: string): number | undefined {
  const digits = ungrouped(text)
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined
}

/** What parts thousands and nothing else: 12,5 is not 125. */
const BETWEEN_THOUSANDS = /(\d)[,\s](?=\d{3}(?!\d))/g

/** Without what parts its thousands, on a plain keyboard: １，２００ is 1200. */
export const ungrouped = (text: string): string => halfWidth(text).trim().replace(BETWEEN_THOUSANDS, '$1')

/** The characters of a Chinese keyboard that stand for plain ones lie this far above them. */
const FULL_WIDTH_OFFSET = 0xfee0

/** With the digits, points and dashes of a plain keyboard: １２．５ is 12.5. */
export const halfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))

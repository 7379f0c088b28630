/** Characters of the number a resident sees, enough to tell her own cards apart and too few to find anybody else's. */
const TAIL_LENGTH = 4

/**
 * One spelling for one instrument: full-width digits, blanks and hyphens are how people and hosts write, not part of the
 * number. The operator's rows and the host's card list must meet in the same blind index.
 */
export const normalizeInstrument = (instrument: {
  readonly scheme: string
  readonly value: string
}): { readonly scheme: string; readonly value: string } => ({
  scheme: instrument.scheme,
  value: instrument.value.normalize('NFKC').replace(/\s/g, ''),
})

export const numberTail = (value: string): string => value.slice(-TAIL_LENGTH)

/** ****8812 */
export const maskedNumberOf = (tail: string): string => `****${tail}`

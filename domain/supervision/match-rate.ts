/** Rows of an operator that were believable rides, by whether a consented instrument was found for them. */
export interface MatchedRows {
  readonly matched: bigint
  readonly unmatched: bigint
}

/**
 * Share of believable rows for which an account was found, in parts of ten thousand, floored: an operator is never shown a better rate than
 * it had. Null where there was no such row.
 */
export const matchRateOf = ({ matched, unmatched }: MatchedRows): number | null =>
  matched + unmatched === 0n ? null : Number((matched * 10_000n) / (matched + unmatched))

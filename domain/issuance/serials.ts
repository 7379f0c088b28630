/** Serials from `from` to `to`, both included; one serial a milligram. An empty range has to = from - 1. */
export interface SerialRange {
  readonly from: bigint
  readonly to: bigint
}

/** What a run posted to one account, in milligrams. */
export interface Posting {
  readonly accountId: string
  readonly milligrams: bigint
}

export interface PostingSerials extends Posting {
  readonly serials: SerialRange
}

/**
 * Lays a run's serials out: from `first` on, in account-id order, one a milligram, without a gap. A person's own range is the
 * prefix sum of those before her. Throws when an account is named twice: a run posts once to an account.
 */
export const layOutSerials = (first: bigint, postings: readonly Posting[]): readonly PostingSerials[] => {
  const ordered = [...postings].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
  let next = first
  return ordered.map((posting, index) => {
    if (ordered[index - 1]?.accountId === posting.accountId)
      throw new Error(`two postings to ${posting.accountId}`)
    const serials = { from: next, to: next + posting.milligrams - 1n }
    next = serials.to + 1n
    return { ...posting, serials }
  })
}

/** What is left of a range after parts of it have gone elsewhere; `gone` lies inside it and does not overlap itself. */
export const serialsLeft = (own: SerialRange, gone: readonly SerialRange[]): readonly SerialRange[] => {
  const left: SerialRange[] = []
  let next = own.from
  for (const part of [...gone].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (part.from > next) left.push({ from: next, to: part.from - 1n })
    if (part.to >= next) next = part.to + 1n
  }
  if (next <= own.to) left.push({ from: next, to: own.to })
  return left
}

/** The first `amount` serials of ranges in the order given, and the others. Throws when there are fewer. */
export const splitSerials = (
  ranges: readonly SerialRange[],
  amount: bigint,
): readonly [first: readonly SerialRange[], rest: readonly SerialRange[]] => {
  const first: SerialRange[] = []
  const rest: SerialRange[] = []
  let left = amount
  for (const range of ranges) {
    const size = range.to - range.from + 1n
    const part = size < left ? size : left
    if (part > 0n) first.push({ from: range.from, to: range.from + part - 1n })
    if (part < size) rest.push({ from: range.from + part, to: range.to })
    left -= part
  }
  if (left > 0n) throw new Error(`${left} serials fewer than the ${amount} asked for`)
  return [first, rest]
}

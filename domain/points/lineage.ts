import { splitSerials, type SerialRange } from '#domain/issuance'

/** One entry of a lot's ledger account, oldest first. `voucherId` and `serials` name what it was for. */
export type LotStep =
  /** A conversion put these serials behind new points, 1000 for each. */
  | { readonly kind: 'granted'; readonly points: bigint; readonly serials: readonly SerialRange[] }
  /** A voucher took points. */
  | { readonly kind: 'held'; readonly points: bigint; readonly voucherId: string }
  /** They came back from it, into this lot or into the child of an expired one. */
  | { readonly kind: 'returned'; readonly points: bigint; readonly voucherId: string }
  | { readonly kind: 'expired'; readonly points: bigint }
  /** A ride behind her reductions was withdrawn: the points next to be spent went instead. */
  | { readonly kind: 'clawedBack'; readonly points: bigint }

export interface LotLineage {
  /** The serials behind the points still in the lot, in the order they will be spent. */
  readonly left: readonly SerialRange[]
  /** The serials behind what each voucher took and did not give back. */
  readonly held: ReadonlyMap<string, readonly SerialRange[]>
}

/** A point stands on a gram. */
export const MILLIGRAMS_PER_POINT = 1000n

/**
 * Which serials stand behind the points of a lot, replayed from its entries: points are spent in the order they were granted, and
 * what a voucher gives back goes to the front, with the very serials it took. `taken` gives what a voucher took from another lot,
 * for a child lot that only receives. Nothing is stored for it: whoever replays gets the same. Throws when the entries take
 * more than there is, which the ledger cannot have allowed.
 */
export const replayLot = (
  steps: readonly LotStep[],
  taken: (voucherId: string) => readonly SerialRange[] | undefined = () => undefined,
): LotLineage => {
  let left: readonly SerialRange[] = []
  const held = new Map<string, readonly SerialRange[]>()
  for (const step of steps) {
    switch (step.kind) {
      case 'granted':
        left = [...left, ...step.serials]
        break
      case 'held': {
        const [first, rest] = splitSerials(left, step.points * MILLIGRAMS_PER_POINT)
        held.set(step.voucherId, first)
        left = rest
        break
      }
      case 'returned': {
        const back = held.get(step.voucherId) ?? taken(step.voucherId)
        if (back === undefined) throw new Error(`voucher ${step.voucherId} gave back what it never took`)
        held.delete(step.voucherId)
        left = [...back, ...left]
        break
      }
      case 'expired':
      case 'clawedBack':
        left = splitSerials(left, step.points * MILLIGRAMS_PER_POINT)[1]
        break
    }
  }
  return { left, held }
}

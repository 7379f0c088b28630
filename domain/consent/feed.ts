/** What an operator holds on the ground of an ended consent is deleted within this time; our own figure, no rule names one. */
export const DELETE_ORDER_TERM_HOURS = 72

/** An operator's clock may differ from ours by as much as its signatures may. */
const CLOCK_TOLERANCE_MILLISECONDS = 5 * 60_000

/** A place in an operator's feed, as it is written in a cursor; undefined for what is none. */
export const readFeedCursor = (text: string): bigint | undefined =>
  /^(0|[1-9]\d{0,17})$/.test(text) ? BigInt(text) : undefined

/** When the deletion an order asks for is overdue. */
export const deleteOrderDueAt = (until: Date): Date =>
  new Date(until.getTime() + DELETE_ORDER_TERM_HOURS * 3_600_000)

/** Whether a deletion may have happened when it is said to: after the consent had ended, and not in the future. */
export const isDeletionTimely = (at: {
  readonly endedAt: Date
  readonly deletedAt: Date
  readonly now: Date
}): boolean =>
  at.deletedAt.getTime() >= at.endedAt.getTime() - CLOCK_TOLERANCE_MILLISECONDS &&
  at.deletedAt.getTime() <= at.now.getTime() + CLOCK_TOLERANCE_MILLISECONDS

/** Whether a number is one this operator gave out. It is told no other, whatever its owner agreed to. */
export const isKnownToOperator = (
  kinds: readonly { readonly scheme: string; readonly numberPrefix: string }[],
  instrument: { readonly scheme: string; readonly value: string },
): boolean =>
  kinds.some(
    ({ scheme, numberPrefix }) => scheme === instrument.scheme && instrument.value.startsWith(numberPrefix),
  )

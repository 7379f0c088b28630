const BREAKS_KEPT_DAYS = 90
const DAY_MILLISECONDS = 86_400_000

/** Until when the breaks of a reconciliation are kept; its figures stay. Our own figure, as long as refused rows are kept. */
export const breaksKeptUntil = (comparedAt: Date): Date =>
  new Date(comparedAt.getTime() + BREAKS_KEPT_DAYS * DAY_MILLISECONDS)

const DAY_MILLISECONDS = 86_400_000

/** Days before its end at which the owner of a lot is reminded. Our own figures: long enough to plan, near enough to act. */
export const REMINDER_DAYS = [30, 7, 1] as const
export type ReminderDays = (typeof REMINDER_DAYS)[number]

/**
 * Which reminder of a lot is due at `now`: the nearest to its end that has come, so that a day without the job skips none but the
 * overtaken; undefined before the first and once the lot has ended.
 */
export const reminderDue = (expiresAt: Date, now: Date): ReminderDays | undefined => {
  const left = expiresAt.getTime() - now.getTime()
  if (left <= 0) return undefined
  return [...REMINDER_DAYS].reverse().find((days) => left <= days * DAY_MILLISECONDS)
}

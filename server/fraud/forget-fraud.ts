import { addDays, cityDayOf, startOfCityDay } from '#domain/calendar'
import { supervisionTermsOn } from '#domain/supervision'
import type { Dependencies } from '#server/platform/index'

/** Forgets how to reach whoever reported, and later what was written, so many days after the answer. Again and again without harm. */
export const forgetFraud = async ({ sql, clock }: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const today = cityDayOf(clock.now())
  const { contactKeptDays, wordsKeptDays } = supervisionTermsOn(today)
  await sql`
    UPDATE fraud_report SET contact_sealed = NULL
    WHERE contact_sealed IS NOT NULL AND answered_at < ${startOfCityDay(addDays(today, -contactKeptDays))}`
  await sql`
    UPDATE fraud_report SET words_sealed = NULL, contact_sealed = NULL
    WHERE words_sealed IS NOT NULL AND answered_at < ${startOfCityDay(addDays(today, -wordsKeptDays))}`
}

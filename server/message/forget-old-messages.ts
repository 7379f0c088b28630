import type { Dependencies } from '#server/platform/index'

/** Read or not, after this it is news no more (PIPL Art 19: no longer than needed). Our own figure. */
const KEPT_DAYS = 180

export const forgetOldMessages = async ({ sql, clock }: Dependencies): Promise<void> => {
  const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000)
  await sql`DELETE FROM message WHERE due_at < ${before}`
}

import type { Dependencies } from '#server/platform/index'

import { REFUSAL_KEPT_DAYS } from './limits'

/** Forgets refused rows after their time; an operator has long mended its sender by then. */
export async function forgetRefusals({ sql, clock }: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - REFUSAL_KEPT_DAYS * 86_400_000)
  await sql`DELETE FROM row_refusal WHERE refused_at < ${before}`
}

import { MEMBER_NAME_DAYS } from '#domain/institution'
import type { Dependencies } from '#server/platform/index'

/**
 * Forgets what colleagues called those who were dismissed long enough ago, and the names on invitations that ran out. What they did stays
 * under their member id.
 */
export const forgetNames = async ({ sql, clock }: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const now = clock.now()
  const dismissedBefore = new Date(now.getTime() - MEMBER_NAME_DAYS * 86_400_000)
  await sql`
    UPDATE institution_member SET display_name = member_label(member_id)
    WHERE dismissed_at <= ${dismissedBefore} AND display_name <> member_label(member_id)`
  await sql`DELETE FROM institution_invitation WHERE expires_at <= ${now}`
}

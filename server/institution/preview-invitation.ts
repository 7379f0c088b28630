import { refuse, type InvitationPreview, type MemberRole, type Refusal } from '#contract'
import type { Dependencies } from '#server/platform/index'

import { shopNames, shopsOfInvited, type ShopRow } from './membership-row'

interface PreviewRow {
  name_zh: string
  name_en: string
  role: MemberRole
  display_name: string
  expires_at: Date
  is_suspended: boolean
  shops: readonly ShopRow[]
}

/**
 * What an invitation makes of whoever accepts it; the code stays good. Refuses invitation.refused when it is unknown, used or has run
 * out, institution.suspended.
 */
export const previewInvitation = async (
  { sql, crypto, clock }: Dependencies,
  code: string,
): Promise<InvitationPreview | Refusal> => {
  const [row] = await sql<PreviewRow[]>`
    SELECT name_zh, name_en, role, display_name, expires_at, suspended_at IS NOT NULL AS is_suspended,
      ${shopsOfInvited(sql)} AS shops
    FROM institution_invitation AS member JOIN institution USING (institution_id)
    WHERE code_digest = ${crypto.digest(code)} AND expires_at > ${clock.now()}`
  if (row === undefined) return refuse('invitation.refused')
  if (row.is_suspended) return refuse('institution.suspended')
  return {
    institution: { zh: row.name_zh, en: row.name_en },
    role: row.role,
    displayName: row.display_name,
    shops: shopNames(row.shops),
    expiresAt: row.expires_at.toISOString(),
  }
}

import type { SqlCheck } from './sql-check'

/** Where members work, and that their tills went when they did. */
export const MEMBER_CHECKS: readonly SqlCheck[] = [
  {
    table: 'till',
    query: (sql) => sql`
      SELECT format('till_id=%s', till_id) AS key, 'revoked with its member' AS what, coalesce(due.at::text, 'at work') AS expected,
        coalesce(revoked_at::text, 'at work') AS found
      FROM till LEFT JOIN institution_member USING (member_id)
      LEFT JOIN (SELECT till_id, max(redeemed_at) AS at FROM redemption GROUP BY till_id) AS last USING (till_id)
      -- What it took by a clock ahead it took before.
      CROSS JOIN LATERAL (SELECT CASE WHEN dismissed_at IS NOT NULL THEN greatest(dismissed_at, last.at) END AS at) AS due
      WHERE revoked_at IS DISTINCT FROM due.at`,
  },
  {
    table: 'member_shop',
    query: (sql) => sql`
      SELECT format('member_id=%s, shop_id=%s', member_id, shop_id) AS key, 'a cashier and a shop of one institution' AS what,
        format('cashier of %s', shop.institution_id) AS expected, format('%s of %s', role, member.institution_id) AS found
      FROM member_shop LEFT JOIN institution_member AS member USING (member_id) LEFT JOIN shop USING (shop_id)
      WHERE (role, member.institution_id) IS DISTINCT FROM ('cashier', shop.institution_id)`,
  },
]

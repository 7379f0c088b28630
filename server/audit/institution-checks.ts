import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import { verifyMandate } from '#server/institution/index'
import type { Transaction } from '#server/platform/index'

/** Who joined, was dismissed, opened, listed or turned back what must be in the chained log; a mandate must still bear its key's signature. */
export async function* institutionFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const logged = new Set((await actionsOfMembers(sql)).map(lineOf))
  for (const step of await stepsOfMembers(sql)) {
    if (logged.has(lineOf({ ...step, subject: encodeId(step.prefix, step.id) }))) continue
    yield {
      table: step.table,
      key: `${KEYS[step.prefix]}=${step.id}`,
      what: 'who and when',
      expected: `an entry ${step.action} of the log of actions`,
      found: `none at ${step.occurred_at.toISOString()}`,
    }
  }
  yield* mandateFaults(sql)
}

const KEYS = {
  mem: 'member_id',
  shp: 'shop_id',
  gds: 'goods_id',
  til: 'till_id',
  tbk: 'turn_back_id',
} as const

interface Act {
  readonly subject: string
  readonly action: string
  readonly occurred_at: Date
}

const lineOf = ({ subject, action, occurred_at: at }: Act): string => `${subject} ${action} ${at.getTime()}`

const actionsOfMembers = (sql: Transaction): Promise<Act[]> =>
  sql<Act[]>`
    SELECT subject, action, occurred_at FROM audit_entry
    WHERE action IN ('member.joined', 'member.dismissed', 'shop.opened', 'shop.closed', 'goods.listed', 'goods.withdrawn',
      'till.registered', 'points.turned-back')`

interface Step extends Omit<Act, 'subject'> {
  readonly table: string
  readonly prefix: keyof typeof KEYS
  readonly id: string
}

const stepsOfMembers = (sql: Transaction): Promise<Step[]> =>
  sql<Step[]>`
    SELECT 'institution_member' AS table, 'mem' AS prefix, member_id AS id, 'member.joined' AS action, joined_at AS occurred_at
    FROM institution_member
    UNION ALL
    SELECT 'institution_member', 'mem', member_id, 'member.dismissed', dismissed_at FROM institution_member
    WHERE dismissed_at IS NOT NULL
    UNION ALL
    SELECT 'shop', 'shp', shop_id, 'shop.opened', opened_at FROM shop
    UNION ALL
    SELECT 'shop', 'shp', shop_id, 'shop.closed', closed_at FROM shop WHERE closed_at IS NOT NULL
    UNION ALL
    SELECT 'goods', 'gds', goods_id, 'goods.listed', listed_at FROM goods
    UNION ALL
    SELECT 'goods', 'gds', goods_id, 'goods.withdrawn', withdrawn_at FROM goods WHERE withdrawn_at IS NOT NULL
    UNION ALL
    SELECT 'till', 'til', till_id, 'till.registered', registered_at FROM till
    UNION ALL
    SELECT 'turn_back', 'tbk', turn_back_id, 'points.turned-back', turned_back_at FROM turn_back`

async function* mandateFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    { mandate_id: string; jws: string; jti: string; public_key: Buffer; credit_code: string }[]
  >`
    SELECT mandate_id, jws, jti, public_key, credit_code
    FROM institution_mandate AS mandate JOIN institution_key USING (key_id)
    JOIN institution ON institution.institution_id = mandate.institution_id`
  for (const { mandate_id: mandateId, jws, jti, public_key: publicKey, credit_code: creditCode } of rows) {
    const claims = await verifyMandate(jws, publicKey)
    if (claims?.iss === creditCode && claims.jti === jti) continue
    yield {
      table: 'institution_mandate',
      key: `mandate_id=${mandateId}`,
      what: 'signature',
      expected: `${jti} signed by a key of ${creditCode}`,
      found: claims === undefined ? 'another signature' : `${claims.jti} of ${claims.iss}`,
    }
  }
}

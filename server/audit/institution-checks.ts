import type { AuditFault } from '#domain/audit'
import { decodeId, encodeId } from '#domain/id'
import type { Transaction } from '#server/platform/index'

import { faultsOfFacts, type Facts } from './told-facts'

/**
 * Who joined, was dismissed, opened, listed, undid, turned back, stated or paid what must be in the chained log, and the other way round, and
 * be what its entry says. What an entry does not say, because it was written before that was logged, is not compared.
 */
export async function* institutionFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const logged = new Map((await actionsOfMembers(sql)).map((act) => [lineOf(act), act]))
  const unmatched = new Map(logged)
  for (const step of await stepsOfMembers(sql)) {
    const line = lineOf({ ...step, subject: encodeId(step.prefix, step.id) })
    unmatched.delete(line)
    const act = logged.get(line)
    const of = { table: step.table, key: `${KEYS[step.prefix]}=${step.id}` }
    if (act !== undefined) yield* faultsOfFacts(of, inLogWords(step.facts), act.facts)
    // Undos were not logged at first; but each has its moment.
    else if (step.action !== 'redemption.undone' || step.occurred_at === null)
      yield {
        ...{ ...of, what: 'who and when' },
        expected: `an entry ${step.action} of the log of actions`,
        found: `none at ${step.occurred_at?.toISOString() ?? 'no moment'}`,
      }
  }
  for (const { subject, action, occurred_at: at } of unmatched.values()) {
    const prefix = subject.slice(0, 3) as Step['prefix']
    yield {
      table: TABLES[prefix],
      key: `${KEYS[prefix]}=${decodeId(prefix, subject) ?? subject}`,
      what: 'a row behind the log',
      expected: `what ${action} at ${at.toISOString()} says`,
      found: 'nothing of it',
    }
  }
  yield* stateFaults(sql)
}

const WIRE_PREFIXES = { institutionId: 'org', shopId: 'shp', shopIds: 'shp' } as const

/** Ids as the log writes them; of many, in the order of their ids. */
const inLogWords = (facts: Facts): Facts => ({
  ...facts,
  ...Object.fromEntries(
    Object.entries(WIRE_PREFIXES).flatMap(([name, prefix]) => {
      const ids: unknown = facts[name]
      if (ids === undefined) return []
      return [[name, [ids].flat().map((id) => encodeId(prefix, String(id)))]]
    }),
  ),
})

/** What the last entry about an institution or goods says of them: its kinds, since when, and whether it is suspended; how many there are in all. */
async function* stateFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const told = new Map<string, Facts>()
  const entries = await sql<{ subject: string; facts: Facts }[]>`
    SELECT subject, CASE action
      WHEN 'institution.suspended' THEN jsonb_build_object('suspended', extract(epoch FROM occurred_at)::text)
      WHEN 'institution.resumed' THEN jsonb_build_object('suspended', 'no')
      WHEN 'institution.registered' THEN jsonb_build_object('suspended', 'no', 'registered',
        extract(epoch FROM min(occurred_at) OVER (PARTITION BY subject))::text, 'kinds',
        (SELECT string_agg(DISTINCT kind, ',' ORDER BY kind) FROM jsonb_array_elements_text(
          CASE jsonb_typeof(detail -> 'kinds') WHEN 'array' THEN detail -> 'kinds' ELSE '[]' END) AS kind), 'operator', detail -> 'operatorId')
      ELSE jsonb_build_object('stockTotal', detail -> 'stockTotal') END AS facts
    FROM audit_entry
    WHERE action IN ('institution.registered', 'institution.suspended', 'institution.resumed', 'goods.listed', 'goods.stock-changed') ORDER BY sequence`
  for (const { subject, facts } of entries) told.set(subject, { ...told.get(subject), ...facts })
  const rows = await sql<{ table: string; key: string; prefix: 'org' | 'gds'; id: string; facts: Facts }[]>`
    SELECT 'institution' AS table, format('institution_id=%s', institution_id) AS key, 'org' AS prefix, institution_id AS id,
      jsonb_build_object('suspended', coalesce(extract(epoch FROM suspended_at)::text, 'no'),
        'registered', extract(epoch FROM registered_at)::text, 'kinds', concat_ws(',',
        CASE WHEN is_agent THEN 'agent' END, CASE WHEN is_mall_operator THEN 'mall-operator' END, CASE WHEN is_merchant THEN 'merchant' END,
        CASE WHEN operator_id IS NOT NULL THEN 'scene-operator' END, CASE WHEN is_school THEN 'school' END,
        CASE WHEN is_sponsor THEN 'sponsor' END),
        'operator', operator_id) AS facts
    FROM institution
    UNION ALL
    SELECT 'goods', format('goods_id=%s', goods_id), 'gds', goods_id, jsonb_build_object('stockTotal', stock_total) FROM goods`
  for (const { table, key, prefix, id, facts } of rows)
    yield* faultsOfFacts({ table, key }, facts, told.get(encodeId(prefix, id)) ?? {})
}

const KEYS = {
  mem: 'member_id',
  shp: 'shop_id',
  gds: 'goods_id',
  til: 'till_id',
  vch: 'voucher_id',
  tbk: 'turn_back_id',
  stm: 'statement_id',
  pay: 'payment_id',
  sur: 'surrender_id',
} as const

const TABLES = {
  mem: 'institution_member',
  shp: 'shop',
  gds: 'goods',
  til: 'till',
  vch: 'redemption',
  tbk: 'turn_back',
  stm: 'statement',
  pay: 'statement_payment',
  sur: 'surrender',
} as const

interface Act {
  readonly subject: string
  readonly action: string
  readonly occurred_at: Date
  readonly facts: Facts
}

const lineOf = ({
  subject,
  action,
  occurred_at: at,
}: Pick<Act, 'subject' | 'action'> & Pick<Step, 'occurred_at'>): string =>
  `${subject} ${action} ${at?.getTime()}`

const actionsOfMembers = (sql: Transaction): Promise<Act[]> =>
  sql<Act[]>`
    SELECT subject, action, occurred_at, detail || jsonb_build_object('actor', actor) AS facts FROM audit_entry
    WHERE action IN ('member.joined', 'member.dismissed', 'shop.opened', 'shop.closed', 'goods.listed', 'goods.withdrawn',
      'till.registered', 'redemption.undone', 'points.turned-back', 'reductions.surrendered', 'statement.made', 'statement.confirmed', 'statement.disputed', 'statement.answered',
      'statement.paid')`

interface Step extends Omit<Act, 'subject' | 'occurred_at'> {
  readonly occurred_at: Date | null
  readonly table: string
  readonly prefix: keyof typeof KEYS
  readonly id: string
}

const stepsOfMembers = (sql: Transaction): Promise<Step[]> =>
  sql<Step[]>`
    SELECT 'institution_member' AS table, 'mem' AS prefix, member_id AS id, 'member.joined' AS action, joined_at AS occurred_at,
      jsonb_build_object('actor', 'member:' || member_id, 'role', role, 'institutionId', institution_id, 'shopIds',
        (SELECT coalesce(jsonb_agg(shop_id ORDER BY shop_id), '[]') FROM member_shop WHERE member_shop.member_id = member.member_id))
        || CASE WHEN dismissed_at IS NULL THEN jsonb_build_object('personSeal', member_seal(member)) ELSE '{}' END AS facts
    FROM institution_member AS member
    UNION ALL
    SELECT 'institution_member', 'mem', member_id, 'member.dismissed', dismissed_at, '{}' FROM institution_member
    WHERE dismissed_at IS NOT NULL
    UNION ALL
    SELECT 'shop', 'shp', shop_id, 'shop.opened', opened_at, '{}' FROM shop
    UNION ALL
    SELECT 'shop', 'shp', shop_id, 'shop.closed', closed_at, '{}' FROM shop WHERE closed_at IS NOT NULL
    UNION ALL
    SELECT 'goods', 'gds', goods_id, 'goods.listed', listed_at, jsonb_build_object('pricePoints', price_points, 'payableFen', payable_fen,
      'termsDigest', goods_terms_digest(goods_id))
    FROM goods
    UNION ALL
    SELECT 'goods', 'gds', goods_id, 'goods.withdrawn', withdrawn_at, '{}' FROM goods WHERE withdrawn_at IS NOT NULL
    UNION ALL
    SELECT 'till', 'til', till_id, 'till.registered', registered_at, jsonb_build_object('actor', 'member:' || member_id, 'shopId', shop_id,
      'publicKeyDigest', encode(sha256(public_key), 'hex'))
    FROM till
    UNION ALL
    SELECT 'redemption', 'vch', voucher_id, 'redemption.undone', reversed_at, jsonb_build_object('actor', 'member:' || reversed_by)
    FROM redemption WHERE reversed_by IS NOT NULL
    UNION ALL
    SELECT 'turn_back', 'tbk', turn_back_id, 'points.turned-back', turned_back_at,
      jsonb_build_object('actor', 'member:' || member_id, 'points', points)
    FROM turn_back
    UNION ALL
    SELECT 'surrender', 'sur', surrender_id, 'reductions.surrendered', surrendered_at,
      jsonb_build_object('actor', 'member:' || member_id, 'milligrams', reduction_milligrams::text, 'complianceYear', compliance_year)
    FROM surrender
    UNION ALL
    SELECT 'statement', 'stm', statement_id, 'statement.made', made_at, '{}' FROM statement
    UNION ALL
    SELECT 'statement_act', 'stm', statement_id, 'statement.' || act, acted_at, jsonb_build_object('actor', 'member:' || member_id, 'actNo', act_no,
      'textDigest', encode(sha256(convert_to(text, 'UTF8')), 'hex'))
    FROM statement_act
    UNION ALL
    SELECT 'statement_payment', 'pay', payment_id, 'statement.paid', paid_at,
      jsonb_build_object('actor', 'member:' || member_id, 'fen', fen, 'lossFen', loss_fen, 'reference', reference)
    FROM statement_payment`

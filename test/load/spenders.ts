import { randomUUID } from 'node:crypto'

import type { BenchService } from './bench-service'

/** What settling needs of a service: its database, and tokens it accepts. */
export type Settling = Pick<BenchService, 'sql' | 'tokens'>

/** A resident with points, signed in. */
export interface Spender {
  readonly accountId: string
  readonly token: string
}

const PEOPLE_A_STATEMENT = 2_000

/** Settles `count` residents with these lots of points each, granted one a month, and a session. */
export async function settleSpenders(
  service: Settling,
  count: number,
  lots: readonly number[],
): Promise<Spender[]> {
  const spenders: Spender[] = []
  for (let from = 0; from < count; from += PEOPLE_A_STATEMENT) {
    const people = Array.from({ length: Math.min(PEOPLE_A_STATEMENT, count - from) }, () => ({
      accountId: randomUUID(),
      sessionId: randomUUID(),
    }))
    await settle(service, people, lots)
    for (const { accountId, sessionId } of people) {
      const principal = { kind: 'resident', hostId: 'bench', accountId, sessionId } as const
      spenders.push({ accountId, token: (await service.tokens.issue(principal)).accessToken })
    }
  }
  await service.sql`VACUUM ANALYZE`
  return spenders
}

async function settle(
  { sql }: Pick<Settling, 'sql'>,
  people: readonly { accountId: string; sessionId: string }[],
  lots: readonly number[],
): Promise<void> {
  const accounts = people.map(({ accountId }) => accountId)
  const [notice] = await sql<{ version: string }[]>`SELECT version FROM notice LIMIT 1`
  await sql`
    INSERT INTO account (account_id, person_index, person_sealed, notice_version, proof, opened_at)
    SELECT id, uuid_send(id), '\\x01', ${notice!.version}, 'host', now() FROM unnest(${accounts}::uuid[]) AS id`
  await sql`
    INSERT INTO session (session_id, kind, host_id, account_id, started_at, expires_at)
    SELECT session_id, 'resident', 'bench', account_id, now(), now() + interval '1 day'
    FROM unnest(${people.map(({ sessionId }) => sessionId)}::uuid[], ${accounts}::uuid[]) AS bench (session_id, account_id)`
  await sql`
    WITH granted AS (
      INSERT INTO points_lot (lot_id, account_id, granted_month, expires_at, ledger_account_id)
      SELECT lot_id, account_id, month, month + interval '25 months', ledger_open(lot_id, 'points', 'resident', 'point')
      FROM unnest(${accounts}::uuid[]) AS account_id CROSS JOIN generate_series(1, ${lots.length}::int) AS n
      CROSS JOIN LATERAL (SELECT derived_uuid(account_id, 'lot/' || n) AS lot_id,
        (date_trunc('month', now()) - (${lots.length}::int - n) * interval '1 month')::date AS month) AS lot
      RETURNING lot_id, ledger_account_id, account_id, granted_month
    )
    SELECT ledger_post(array_agg(derived_uuid(lot_id, 'grant')),
      array_agg(ledger_account_key(scheme_owner(), 'points-issuer', 'point', NULL, NULL)), array_agg(ledger_account_id),
      array_agg('point'::text), array_agg((${[...lots]}::bigint[])[n]), array_agg('points-granted'::text), array_agg(account_id),
      array_agg(now()))
    FROM (SELECT granted.*, row_number() OVER (PARTITION BY account_id ORDER BY granted_month) AS n FROM granted) AS numbered`
}

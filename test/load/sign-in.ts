import { randomUUID } from 'node:crypto'

import type { Settling } from './spenders'

/** Sessions of a day for residents that are there already; their access tokens, in the same order. */
export async function signInAll({ sql, tokens }: Settling, accountIds: readonly string[]): Promise<string[]> {
  const people = accountIds.map((accountId) => ({ accountId, sessionId: randomUUID() }))
  await sql`
    INSERT INTO session (session_id, kind, host_id, account_id, started_at, expires_at)
    SELECT session_id, 'resident', 'bench', account_id, now(), now() + interval '1 day'
    FROM unnest(${people.map(({ sessionId }) => sessionId)}::uuid[], ${[...accountIds]}::uuid[]) AS bench (session_id, account_id)`
  return Promise.all(
    people.map(async ({ accountId, sessionId }) => {
      const principal = { kind: 'resident', hostId: 'bench', accountId, sessionId } as const
      return (await tokens.issue(principal)).accessToken
    }),
  )
}

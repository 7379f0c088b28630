import { createHash, randomBytes } from 'node:crypto'

import { type Queryable, type Transaction } from './database'

const REFRESH_TOKEN_BYTES = 32

/** Who lost an answer in a tunnel asks again within this; later the old token counts as stolen. Our own figure. */
const ASK_AGAIN_MILLISECONDS_MAX = 5 * 60_000

export async function newRefreshToken(sql: Queryable, sessionId: string, now: Date): Promise<string> {
  const token = randomBytes(REFRESH_TOKEN_BYTES).toString('base64url')
  await sql`
    INSERT INTO refresh_token (token_digest, session_id, issued_at) VALUES (${digestOf(token)}, ${sessionId}, ${now})`
  return token
}

/** The session a refresh token was issued for; undefined for one we never issued. */
export async function sessionOfToken(sql: Queryable, token: string): Promise<string | undefined> {
  const [row] = await sql<{ session_id: string }[]>`
    SELECT session_id FROM refresh_token WHERE token_digest = ${digestOf(token)}`
  return row?.session_id
}

/**
 * The token that takes the place of this one; the caller holds its session's row. Each is exchanged once, and once more within
 * five minutes where the answer was lost: its successor, which nobody has used, is worthless from then on. Null for a token used
 * twice, which means that two hands hold it (RFC 9700, section 4.14.2).
 */
export async function exchangeToken(sql: Transaction, token: string, now: Date): Promise<string | null> {
  const digest = digestOf(token)
  const [row] = await sql<{ session_id: string; used_at: Date | null; replaced_by: Buffer | null }[]>`
    SELECT session_id, used_at, replaced_by FROM refresh_token WHERE token_digest = ${digest}`
  if (row === undefined) return null
  if (row.used_at !== null) {
    const isLate = now.getTime() - row.used_at.getTime() > ASK_AGAIN_MILLISECONDS_MAX
    if (isLate || row.replaced_by === null || !(await takeBack(sql, row.replaced_by, now))) return null
  }
  const next = await newRefreshToken(sql, row.session_id, now)
  await sql`
    UPDATE refresh_token SET used_at = coalesce(used_at, ${now}), replaced_by = ${digestOf(next)}
    WHERE token_digest = ${digest}`
  return next
}

/** False when it has been used. Taken back it has no successor, so whoever comes with it has no second try. */
async function takeBack(sql: Transaction, digest: Buffer, now: Date): Promise<boolean> {
  const rows = await sql`
    UPDATE refresh_token SET used_at = ${now} WHERE token_digest = ${digest} AND used_at IS NULL RETURNING 1`
  return rows.length > 0
}

/** The token is 256 random bits, so a plain digest cannot be guessed back. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

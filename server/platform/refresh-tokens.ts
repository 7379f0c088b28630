import { createHash, randomBytes } from 'node:crypto'

import { type Queryable, type Transaction } from './database'

const REFRESH_TOKEN_BYTES = 32

/** Who lost an answer in a tunnel asks again within this; later the old token counts as stolen. Our own figure. */
const ASK_AGAIN_MILLISECONDS_MAX = 5 * 60_000

/** Refreshes of one module that set out together are answered within this of each other. Our own figure. */
const SIDE_BY_SIDE_MILLISECONDS_MAX = 10_000

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
 * five minutes where the answer was lost: its successor, which nobody has used, is worthless from then on. `stolen` for a token
 * used twice, which means that two hands hold it (RFC 9700, section 4.14.2); `overtaken` for one of several answers to refreshes
 * that ran side by side, which is worthless and proves nothing.
 */
export async function exchangeToken(
  sql: Transaction,
  token: string,
  now: Date,
): Promise<{ next: string } | 'stolen' | 'overtaken'> {
  const digest = digestOf(token)
  const [row] = await sql<TokenRow[]>`
    SELECT session_id, issued_at, used_at, replaced_by FROM refresh_token WHERE token_digest = ${digest}`
  if (row === undefined) return 'stolen'
  if (row.used_at !== null) {
    if (isOvertaken(row)) return 'overtaken'
    const isLate = now.getTime() - row.used_at.getTime() > ASK_AGAIN_MILLISECONDS_MAX
    if (isLate || row.replaced_by === null || !(await takeBack(sql, row.replaced_by, now))) return 'stolen'
  }
  const next = await newRefreshToken(sql, row.session_id, now)
  await sql`
    UPDATE refresh_token SET used_at = coalesce(used_at, ${now}), replaced_by = ${digestOf(next)}
    WHERE token_digest = ${digest}`
  return { next }
}

interface TokenRow {
  session_id: string
  issued_at: Date
  used_at: Date | null
  replaced_by: Buffer | null
}

/** Taken back so soon after it was given that both were asked for at once; one taken back later lay in somebody's hands. */
function isOvertaken({ issued_at: issuedAt, used_at: usedAt, replaced_by: replacedBy }: TokenRow): boolean {
  return (
    usedAt !== null &&
    replacedBy === null &&
    usedAt.getTime() - issuedAt.getTime() <= SIDE_BY_SIDE_MILLISECONDS_MAX
  )
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

import { randomBytes } from 'node:crypto'

import {
  appendAudit,
  inTransaction,
  newId,
  verifyEd25519,
  type Dependencies,
  type SessionSubject,
  type Transaction,
} from '#server/platform/index'

const CHALLENGE_SECONDS = 120
const CHALLENGE_KEPT_HOURS = 24
const NONCE_BYTES = 18

/** One kind of people who sign in with a key of their own: the table that holds them is named as the kind, its key `<kind>_id`. */
export interface KeyDoor<Row> {
  readonly kind: 'staff' | 'expert'
  readonly subjectOf: (row: Row) => SessionSubject
}

/** A text to sign and until when. */
export interface KeyChallenge {
  readonly challengeId: string
  readonly text: string
  readonly expiresAt: string
}

/**
 * A text to sign, good once and for two minutes. It names its purpose, so that a signature over it can serve for nothing else.
 * Undefined when nobody of this id may sign in.
 */
export const challengeHolder = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { kind }: Pick<KeyDoor<never>, 'kind'>,
  holderId: string,
): Promise<KeyChallenge | undefined> => {
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + CHALLENGE_SECONDS * 1000)
  const challengeId = newId(clock)
  const text = [
    `随碳 Suitan: sign in as ${kind}`,
    `${kind}: ${holderId}`,
    `nonce: ${randomBytes(NONCE_BYTES).toString('base64url')}`,
    `expires: ${expiresAt.toISOString()}`,
  ].join('\n')
  const id = sql(`${kind}_id`)
  const kept = await sql`
    INSERT INTO sign_in_challenge (challenge_id, ${id}, text, expires_at)
    SELECT ${challengeId}::uuid, ${id}, ${text}::text, ${expiresAt}::timestamptz FROM ${sql(kind)}
    WHERE ${id} = ${holderId} AND active
    RETURNING 1`
  return kept.length === 0 ? undefined : { challengeId, text, expiresAt: expiresAt.toISOString() }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * A session for whoever signed the challenge with the registered Ed25519 key. A challenge is used up by the first answer,
 * right or wrong. Check and session are one transaction that holds the holder's row: a dismissal or a new registration comes
 * wholly before, and is seen, or wholly after, and ends the session it finds. Undefined when the answer is not accepted.
 */
export const startKeySession = async <Row>(
  { sql, clock, sessions }: Pick<Dependencies, 'sql' | 'clock' | 'sessions'>,
  door: KeyDoor<Row>,
  answer: { challengeId: string; signature: string; requestId: string },
): Promise<{ holder: Row; token: { accessToken: string; accessTokenExpiresAt: string } } | undefined> => {
  if (!UUID.test(answer.challengeId)) return undefined
  const now = clock.now()
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const taken = await takeChallenge<Row>(transaction, door, { challengeId: answer.challengeId, now })
    if (taken === undefined) return undefined
    const signature = Buffer.from(answer.signature, 'base64url')
    const isSigned = verifyEd25519(taken.holder.public_key, Buffer.from(taken.text, 'utf8'), signature)
    const session = isSigned ? await sessions.start(door.subjectOf(taken.holder), transaction) : undefined
    await appendAudit(transaction, {
      occurredAt: now,
      actor: `${door.kind}:${taken.holderId}`,
      action: `${door.kind}.${isSigned ? 'signed-in' : 'sign-in-refused'}`,
      subject: taken.holderId,
      detail: {},
      requestId: answer.requestId,
    })
    if (session === undefined) return undefined
    const { accessToken, expiresAt } = session
    return { holder: taken.holder, token: { accessToken, accessTokenExpiresAt: expiresAt.toISOString() } }
  })
}

interface TakenChallenge<Row> {
  readonly holder: Row & { readonly public_key: Buffer }
  readonly holderId: string
  readonly text: string
}

/** Whom a live challenge was made for, kept as she is until the transaction ends; the challenge is used up. */
const takeChallenge = async <Row>(
  transaction: Transaction,
  { kind }: KeyDoor<Row>,
  { challengeId, now }: { challengeId: string; now: Date },
): Promise<TakenChallenge<Row> | undefined> => {
  const id = transaction(`${kind}_id`)
  const [holder] = await transaction<(Row & { public_key: Buffer; holder_id: string })[]>`
    SELECT *, ${id} AS holder_id FROM ${transaction(kind)}
    WHERE active AND ${id} = (SELECT ${id} FROM sign_in_challenge WHERE challenge_id = ${challengeId})
    FOR SHARE`
  if (holder === undefined) return undefined
  const [challenge] = await transaction<{ text: string }[]>`
    UPDATE sign_in_challenge SET used_at = ${now}
    WHERE challenge_id = ${challengeId} AND used_at IS NULL AND expires_at > ${now}
    RETURNING text`
  return challenge === undefined ? undefined : { holder, holderId: holder.holder_id, text: challenge.text }
}

/** Challenges are of no use a moment later; a day is kept for whoever looks into a refused sign-in. */
export const forgetOldChallenges = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const before = new Date(clock.now().getTime() - CHALLENGE_KEPT_HOURS * 3_600_000)
  await sql`DELETE FROM sign_in_challenge WHERE expires_at < ${before}`
}

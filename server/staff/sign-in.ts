import { randomBytes } from 'node:crypto'

import { refuse, type Refusal, type StaffChallenge, type StaffRole, type StaffSession } from '#contract'
import {
  appendAudit,
  inTransaction,
  newId,
  verifyEd25519,
  type Dependencies,
  type Transaction,
} from '#server/platform/index'

const CHALLENGE_SECONDS = 120
const CHALLENGE_KEPT_HOURS = 24
const NONCE_BYTES = 18

interface SigningStaff {
  staff_id: string
  name: string
  role: StaffRole
  district: string | null
  public_key: Buffer
  text: string
}

/**
 * A text to sign, good once and for two minutes. It names its purpose, so that a signature over it can serve for nothing else.
 * Refuses staff.key-unknown.
 */
export const challengeStaff = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staffId: string,
): Promise<StaffChallenge | Refusal> => {
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + CHALLENGE_SECONDS * 1000)
  const challengeId = newId(clock)
  const text = [
    '随碳 Suitan: sign in as staff',
    `staff: ${staffId}`,
    `nonce: ${randomBytes(NONCE_BYTES).toString('base64url')}`,
    `expires: ${expiresAt.toISOString()}`,
  ].join('\n')
  const kept = await sql`
    INSERT INTO staff_challenge (challenge_id, staff_id, text, expires_at)
    SELECT ${challengeId}::uuid, staff_id, ${text}::text, ${expiresAt}::timestamptz FROM staff
    WHERE staff_id = ${staffId} AND active
    RETURNING 1`
  if (kept.length === 0) return refuse('staff.key-unknown')
  return { challengeId, text, expiresAt: expiresAt.toISOString() }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * A staff session for whoever signed the challenge with the registered Ed25519 key. A challenge is used up by the first answer,
 * right or wrong. Check and session are one transaction that holds the member's row: a dismissal or a new registration comes
 * wholly before, and is seen, or wholly after, and ends the session it finds. Refuses staff.challenge-refused.
 */
export const startStaffSession = async (
  { sql, clock, sessions }: Pick<Dependencies, 'sql' | 'clock' | 'sessions'>,
  answer: { challengeId: string; signature: string; requestId: string },
): Promise<StaffSession | Refusal> => {
  if (!UUID.test(answer.challengeId)) return refuse('staff.challenge-refused')
  const now = clock.now()
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const staff = await takeChallenge(transaction, answer.challengeId, now)
    if (staff === undefined) return refuse('staff.challenge-refused')
    const { staff_id: staffId, name, role, district } = staff
    const signature = Buffer.from(answer.signature, 'base64url')
    const isSigned = verifyEd25519(staff.public_key, Buffer.from(staff.text, 'utf8'), signature)
    const session = isSigned
      ? await sessions.start({ kind: 'staff', staffId, role, district }, transaction)
      : undefined
    await appendAudit(transaction, {
      occurredAt: now,
      actor: `staff:${staffId}`,
      action: isSigned ? 'staff.signed-in' : 'staff.sign-in-refused',
      subject: staffId,
      detail: {},
      requestId: answer.requestId,
    })
    if (session === undefined) return refuse('staff.challenge-refused')
    return {
      accessToken: session.accessToken,
      accessTokenExpiresAt: session.expiresAt.toISOString(),
      staff: { staffId, name, role, district },
    }
  })
}

/** The member of staff a live challenge was made for, kept as she is until the transaction ends; the challenge is used up. */
const takeChallenge = async (
  transaction: Transaction,
  challengeId: string,
  now: Date,
): Promise<SigningStaff | undefined> => {
  const [staff] = await transaction<Omit<SigningStaff, 'text'>[]>`
    SELECT staff_id, name, role, district, public_key FROM staff
    WHERE active AND staff_id = (SELECT staff_id FROM staff_challenge WHERE challenge_id = ${challengeId})
    FOR SHARE`
  if (staff === undefined) return undefined
  const [challenge] = await transaction<{ text: string }[]>`
    UPDATE staff_challenge SET used_at = ${now}
    WHERE challenge_id = ${challengeId} AND used_at IS NULL AND expires_at > ${now}
    RETURNING text`
  return challenge === undefined ? undefined : { ...staff, ...challenge }
}

/** Challenges are of no use a moment later; a day is kept for whoever looks into a refused sign-in. */
export const forgetOldChallenges = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const before = new Date(clock.now().getTime() - CHALLENGE_KEPT_HOURS * 3_600_000)
  await sql`DELETE FROM staff_challenge WHERE expires_at < ${before}`
}

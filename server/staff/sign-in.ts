import { randomBytes } from 'node:crypto'

import { refuse, type Refusal, type StaffChallenge, type StaffRole, type StaffSession } from '#contract'
import { appendAudit, newId, verifyEd25519, type Dependencies } from '#server/platform/index'

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
 * right or wrong. Refuses staff.challenge-refused, also to whoever is dismissed or registered anew meanwhile.
 */
export const startStaffSession = async (
  { sql, clock, sessions }: Pick<Dependencies, 'sql' | 'clock' | 'sessions'>,
  answer: { challengeId: string; signature: string; requestId: string },
): Promise<StaffSession | Refusal> => {
  if (!UUID.test(answer.challengeId)) return refuse('staff.challenge-refused')
  const now = clock.now()
  const signed = await sql.begin(async (transaction) => {
    const [staff] = await transaction<SigningStaff[]>`
      UPDATE staff_challenge SET used_at = ${now} FROM staff
      WHERE challenge_id = ${answer.challengeId} AND used_at IS NULL AND expires_at > ${now}
        AND staff.staff_id = staff_challenge.staff_id AND staff.active
      RETURNING staff.staff_id, staff.name, staff.role, staff.district, staff.public_key, staff_challenge.text`
    if (staff === undefined) return undefined
    const signature = Buffer.from(answer.signature, 'base64url')
    const isSigned = verifyEd25519(staff.public_key, Buffer.from(staff.text, 'utf8'), signature)
    await appendAudit(transaction, {
      occurredAt: now,
      actor: `staff:${staff.staff_id}`,
      action: isSigned ? 'staff.signed-in' : 'staff.sign-in-refused',
      subject: staff.staff_id,
      detail: {},
      requestId: answer.requestId,
    })
    return isSigned ? staff : undefined
  })
  if (signed === undefined) return refuse('staff.challenge-refused')
  const { staff_id: staffId, name, role, district } = signed
  const session = await sessions.start({ kind: 'staff', staffId, role, district })
  if (!(await isStillWho(sql, signed))) {
    await sessions.end(session.sessionId, 'dismissed or registered anew while signing in')
    return refuse('staff.challenge-refused')
  }
  return {
    accessToken: session.accessToken,
    accessTokenExpiresAt: session.expiresAt.toISOString(),
    staff: { staffId, name, role, district },
  }
}

/**
 * Asked once the session is there: a dismissal ends the sessions it finds, and one that committed between the check of the
 * signature and the session's start found none. The lock waits for a dismissal that is still under way.
 */
const isStillWho = async (sql: Dependencies['sql'], staff: SigningStaff): Promise<boolean> => {
  const known = await sql`
    SELECT 1 FROM staff
    WHERE staff_id = ${staff.staff_id} AND active AND public_key = ${staff.public_key} AND role = ${staff.role}
      AND district IS NOT DISTINCT FROM ${staff.district}
    FOR SHARE`
  return known.length > 0
}

/** Challenges are of no use a moment later; a day is kept for whoever looks into a refused sign-in. */
export const forgetOldChallenges = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const before = new Date(clock.now().getTime() - CHALLENGE_KEPT_HOURS * 3_600_000)
  await sql`DELETE FROM staff_challenge WHERE expires_at < ${before}`
}

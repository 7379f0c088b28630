import { randomInt } from 'node:crypto'

import { refuse, type GuardianCode, type Refusal } from '#contract'
import { GUARDIAN_CODE_TTL_MILLISECONDS } from '#domain/account'
import type { Attestation } from '#domain/identity'
import { personIndexOf, personStandingOf, writeAttestation, type SignedIn } from '#server/identity/index'
import type { Dependencies } from '#server/platform/index'

/** Two live codes are alike once in millions of tries; a third attempt in a row has never been seen. */
const ATTEMPTS_MAX = 5

/**
 * Gives a child under 14 a fresh code for her guardian; an earlier one stops counting. Refuses `account.real-name-needed`,
 * `guardian.not-needed`, `access.not-signed-in`.
 */
export const issueGuardianCode = async (
  deps: Dependencies,
  signedIn: SignedIn,
): Promise<GuardianCode | Refusal> => {
  const person = await personStandingOf(deps, signedIn)
  if (person === undefined) return refuse('access.not-signed-in')
  switch (person.standing) {
    case 'visitor':
      return refuse('account.real-name-needed')
    case 'unopened':
    case 'open':
      return refuse('guardian.not-needed')
    case 'guardianNeeded':
      return keepCode(deps, person.attestation)
  }
}

const keepCode = async (deps: Dependencies, ward: Attestation): Promise<GuardianCode> => {
  const { sql, crypto, clock } = deps
  if (ward.personId === null) throw new Error('A child who needs a guardian has a person id.')
  const wardIndex = personIndexOf(crypto, ward.personId)
  const sealed = crypto.seal('guardian-code', writeAttestation(ward), wardIndex.toString('hex'))
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + GUARDIAN_CODE_TTL_MILLISECONDS)
  await sql`DELETE FROM guardian_code WHERE expires_at <= ${now} OR ward_index = ${wardIndex}`
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const code = String(randomInt(100_000_000)).padStart(8, '0')
    const kept = await sql`
      INSERT INTO guardian_code (code_index, ward_index, ward_sealed, expires_at)
      VALUES (${crypto.blindIndex('guardian-code', code)}, ${wardIndex}, ${sealed}, ${expiresAt})
      ON CONFLICT DO NOTHING RETURNING 1`
    if (kept.length > 0) return { code, expiresAt: expiresAt.toISOString() }
    await sql`DELETE FROM guardian_code WHERE ward_index = ${wardIndex}`
  }
  throw new Error('No free guardian code was found.')
}

/** A code holds, sealed, what a host attested of a child: gone once it has run out, whether or not another is ever asked for. */
export const forgetGuardianCodes = async ({ sql, clock }: Dependencies): Promise<void> => {
  await sql`DELETE FROM guardian_code WHERE expires_at <= ${clock.now()}`
}

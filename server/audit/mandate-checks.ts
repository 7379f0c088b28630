import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import { verifyMandate } from '#server/institution/index'
import type { Transaction } from '#server/platform/index'

import { readKeyTerms, wasTaken } from './key-terms'
import { faultsOfFacts, type Facts } from './told-facts'

interface Mandate {
  readonly mandate_id: string
  readonly institution_id: string
  readonly key_id: string
  readonly jws: string
  readonly jti: string
  readonly received_at: Date
  readonly credit_code: string | null
  /** Null where there is no key of this id. */
  readonly key_of: string | null
  readonly public_key: Buffer | null
  readonly valid_from: Date
  readonly valid_to: Date | null
}

/** Mandates are those the log of actions tells of, each still signed with a key its institution held when it came. */
export async function* mandateFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const terms = await readKeyTerms(sql, 'institution-key')
  const told = await mandatesTold(sql)
  for (const mandate of await mandatesKept(sql)) {
    const of = { table: 'institution_mandate', key: `mandate_id=${mandate.mandate_id}` }
    const entry = told.get(mandate.mandate_id)
    told.delete(mandate.mandate_id)
    if (entry === undefined)
      yield { ...of, what: 'who and when', expected: 'an entry mandate.received', found: 'none' }
    yield* faultsOfFacts(of, factsOf(mandate), entry ?? {})
    const isHeld =
      mandate.key_of === mandate.institution_id &&
      wasTaken(mandate, terms.get(mandate.key_id), mandate.received_at)
    if (!isHeld)
      yield { ...of, what: 'key_id', expected: 'a key the institution held then', found: mandate.key_id }
    yield* signatureFaults(of, mandate)
  }
  for (const mandateId of told.keys()) {
    const of = { table: 'institution_mandate', key: `mandate_id=${mandateId}` }
    yield {
      ...of,
      what: 'a row behind the log',
      expected: 'what mandate.received says',
      found: 'nothing of it',
    }
  }
}

const factsOf = (mandate: Mandate): Facts => ({
  actor: `institution:${encodeId('org', mandate.institution_id)}`,
  keyId: mandate.key_id,
  receivedAt: mandate.received_at.toISOString(),
})

async function* signatureFaults(
  of: { table: string; key: string },
  { public_key: publicKey, credit_code: creditCode, jws, jti }: Mandate,
): AsyncGenerator<AuditFault> {
  const claims = publicKey === null ? undefined : await verifyMandate(jws, publicKey)
  if (claims !== undefined && claims.iss === creditCode && claims.jti === jti) return
  const expected = `${jti} signed by a key of ${creditCode ?? 'nobody'}`
  const found = claims === undefined ? 'another signature' : `${claims.jti} of ${claims.iss}`
  yield { ...of, what: 'signature', expected, found }
}

const mandatesKept = (sql: Transaction): Promise<Mandate[]> =>
  sql<Mandate[]>`
    SELECT mandate_id, mandate.institution_id, mandate.key_id, jws, jti, received_at, credit_code, own.institution_id AS key_of, public_key,
      valid_from, valid_to
    FROM institution_mandate AS mandate LEFT JOIN institution_key AS own USING (key_id)
    LEFT JOIN institution ON institution.institution_id = mandate.institution_id`

const mandatesTold = async (sql: Transaction): Promise<Map<string, Facts>> => {
  const entries = await sql<{ subject: string; actor: string; occurred_at: Date; detail: Facts }[]>`
    SELECT subject, actor, occurred_at, detail FROM audit_entry WHERE action = 'mandate.received'`
  return new Map(
    entries.map(({ subject, actor, occurred_at: at, detail }) => [
      subject,
      { ...detail, actor, receivedAt: at.toISOString() },
    ]),
  )
}

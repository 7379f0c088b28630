import type { Attestation } from '#domain/identity'
import { attestedPersonOf, type SignedIn } from '#server/identity/index'
import type { CryptoModule, Dependencies, Queryable } from '#server/platform/index'

/** The keyed blind index of a person at a host, under which her memberships are found; a cashier has no other name here. */
export const memberSubjectIndex = (
  crypto: CryptoModule,
  person: { hostId: string; subject: string },
): Buffer => crypto.blindIndex('institution-member', `${person.hostId}\n${person.subject}`)

/** The one under which she is found through every host that knows who she is; another than her account's, so that neither leads to the other. */
export const memberPersonIndex = (crypto: CryptoModule, personId: string): Buffer =>
  crypto.blindIndex('institution-person', personId)

/** Under what a signed-in person is found among members. */
export interface MemberIndexes {
  readonly subjectIndex: Buffer
  readonly personIndex: Buffer | null
}

/** Undefined when her session has ended. */
export const memberIndexesOf = async (
  deps: Pick<Dependencies, 'sessions' | 'crypto'>,
  { hostId, sessionId }: SignedIn,
): Promise<MemberIndexes | undefined> => {
  const attestation: Attestation | undefined = await attestedPersonOf(deps, sessionId)
  if (attestation === undefined) return undefined
  const { subject, personId } = attestation
  return {
    subjectIndex: memberSubjectIndex(deps.crypto, { hostId, subject }),
    personIndex: personId === null ? null : memberPersonIndex(deps.crypto, personId),
  }
}

/** Condition on `member`: it is she. */
export const isHer = (sql: Queryable, { subjectIndex, personIndex }: MemberIndexes) => sql`
  (member.subject_index = ${subjectIndex} OR member.person_index = ${personIndex})`

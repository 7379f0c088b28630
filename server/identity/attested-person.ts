import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

import { parseCalendarDay } from '#domain/calendar'
import type { Attestation } from '#domain/identity'
import type { CryptoModule, Dependencies } from '#server/platform/index'

const Nullable = Type.Union([Type.String(), Type.Null()])
const AttestationText = Type.Object({
  subject: Type.String(),
  personId: Nullable,
  maskedName: Nullable,
  birthDay: Nullable,
  district: Nullable,
  guardianPersonIds: Type.Array(Type.String()),
})

/** The form in which a session keeps, sealed, what its host attested. */
export const writeAttestation = (attestation: Attestation): string => JSON.stringify(attestation)

/** What the host attested when this session began; undefined when the session has ended. */
export const attestedPersonOf = async (
  deps: Pick<Dependencies, 'sessions'>,
  sessionId: string,
): Promise<Attestation | undefined> => {
  const text = await deps.sessions.subjectOf(sessionId)
  return text === undefined ? undefined : readAttestation(text)
}

/** Reads what `writeAttestation` wrote; throws on anything else, because only we ever write it. */
export const readAttestation = (text: string): Attestation => {
  const value: unknown = JSON.parse(text)
  if (!Value.Check(AttestationText, value))
    throw new Error('A session holds an attestation of another shape.')
  return { ...value, birthDay: value.birthDay === null ? null : (parseCalendarDay(value.birthDay) ?? null) }
}

/** The keyed blind index under which a person is found, the same through every host. */
export const personIndexOf = (crypto: CryptoModule, personId: string): Buffer =>
  crypto.blindIndex('person', personId)

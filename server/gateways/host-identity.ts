import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

import { parseCalendarDay } from '#domain/calendar'
import { normalizePersonId, type Attestation } from '#domain/identity'
import type { HostConnection } from '#server/platform/index'

import { askHost } from './host-http'

const Nullable = (schema: ReturnType<typeof Type.String>) => Type.Optional(Type.Union([schema, Type.Null()]))

const TicketAnswer = Type.Object({
  subject: Type.String({ minLength: 1, maxLength: 256 }),
  person_id: Nullable(Type.String({ maxLength: 64 })),
  name_masked: Nullable(Type.String({ maxLength: 64 })),
  birth_date: Nullable(Type.String({ maxLength: 10 })),
  district: Nullable(Type.String({ maxLength: 64 })),
  guardians: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 16 })),
  real_name: Type.Boolean(),
})

/**
 * Exchanges a one-time ticket with the host's server for what it attests of the person. Without verified real name there is no
 * person id, whatever else the answer holds. An answer of another shape counts as none.
 */
export const exchangeTicket = async (
  connection: HostConnection,
  ticket: string,
): Promise<Attestation | 'refused' | 'unreachable'> => {
  const form = new URLSearchParams({ grant_type: 'authorization_code', code: ticket })
  const outcome = await askHost(connection, connection.exchangeUrl, {
    type: 'application/x-www-form-urlencoded',
    text: form.toString(),
  })
  if (typeof outcome === 'string') return outcome
  if (!Value.Check(TicketAnswer, outcome.answer)) return 'unreachable'
  const { subject, person_id, name_masked, birth_date, district, guardians, real_name } = outcome.answer
  return {
    subject,
    personId: real_name && person_id != null ? normalizePersonId(person_id) : null,
    maskedName: name_masked ?? null,
    birthDay: (birth_date != null ? parseCalendarDay(birth_date) : undefined) ?? null,
    district: district ?? null,
    guardianPersonIds: (guardians ?? []).map(normalizePersonId).filter((id) => id !== null),
  }
}

import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

import { normalizePersonId } from '#domain/identity'
import type { HostConnection } from '#server/platform/index'

import { askHost } from './host-http'

const CityCodeAnswer = Type.Object({
  person_id: Type.String({ minLength: 1, maxLength: 64 }),
  name_masked: Type.String({ maxLength: 64 }),
})

/** Who presented a city code 随申码. */
export interface CityCodeHolder {
  readonly personId: string
  readonly maskedName: string
}

/** Asks the host that issued a city code whose it is; the host answers once for each code. */
export const verifyCityCode = async (
  connection: HostConnection,
  cityCodeUrl: string,
  token: string,
): Promise<CityCodeHolder | 'refused' | 'unreachable'> => {
  const outcome = await askHost(connection, cityCodeUrl, {
    type: 'application/json',
    text: JSON.stringify({ token }),
  })
  if (typeof outcome === 'string') return outcome
  if (!Value.Check(CityCodeAnswer, outcome.answer)) return 'unreachable'
  const personId = normalizePersonId(outcome.answer.person_id)
  return personId === null ? 'unreachable' : { personId, maskedName: outcome.answer.name_masked }
}

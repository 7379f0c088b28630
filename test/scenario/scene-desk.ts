import { randomUUID } from 'node:crypto'

import type { RideRow } from '#contract'
import { mandateOf, registerTestInstitution } from '#test/harness/institution-world'
import { ask, type Answer } from '#test/harness/resident-world'
import { employ } from '#test/harness/review-world'
import type { SceneDesk } from '#test/harness/scene-world'

import { sessionOf } from './resident-account'
import type { SimulatedCity } from './simulated-city'

/**
 * Everybody it takes to bring 上海公共交通卡 into a scene: somebody of the city becomes the owner of its institution by a signed mandate, one
 * person each of centre and exchange review, and the operator's own server pushes.
 */
export const deskOf = async (
  city: SimulatedCity,
  { residentId, row }: { residentId: string; row: () => RideRow },
): Promise<SceneDesk> => {
  const call = await ownerCalls(city, residentId)
  return {
    applicant: { send: (method, path, body) => call(method, path, body) },
    centre: await employ(city, 'centre-scenes', 'centre'),
    exchange: await employ(city, 'exchange-scenes', 'exchange'),
    row,
    async push(rows) {
      const answer = await city.operator('sptcc').push(`trial-${randomUUID().slice(0, 8)}`, rows)
      if (!('value' in answer)) throw new Error(JSON.stringify(answer))
      return answer.value
    },
  }
}

type Call = (method: string, path: string, body?: object) => Promise<Answer>

/** Calls of the owner, signed in anew for each: the clock outruns her tokens. */
const ownerCalls = async (city: SimulatedCity, residentId: string): Promise<Call> => {
  const { url } = city.platform
  const carrier = await registerTestInstitution(city, { kinds: 'scene-operator', operatorId: 'sptcc' })
  const mandate = await mandateOf(city, carrier)
  const invitation = await ask(`${url}/v1/mandates`, { method: 'POST', body: { mandate } })
  const asPerson = async (path: string, body?: object): Promise<Answer> =>
    ask(url + path, {
      method: 'POST',
      token: await sessionOf(city, residentId),
      ...(body === undefined ? {} : { body }),
    })
  const { memberId } = (await asPerson('/v1/me/memberships', { code: invitation.body.code })).body
  return async (method, path, body) => {
    const { accessToken } = (await asPerson(`/v1/me/memberships/${memberId}/sessions`)).body
    const headers = { 'idempotency-key': randomUUID() }
    return ask(url + path, {
      method,
      token: accessToken as string,
      headers,
      ...(body === undefined ? {} : { body }),
    })
  }
}

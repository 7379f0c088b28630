import { createPrivateKey, type KeyObject } from 'node:crypto'

import { registerInstitution, registerInstitutionKey } from '#server/admin/index'
import { auditEverything } from '#server/audit/index'
import { EXPERTS, settleApplicants } from '#mock/applicants/index'
import { residents, settleInhabitants } from '#mock/city/index'
import { keyIdOf, type Company } from '#mock/merchants/index'
import { newKeyPair, publicBase64url } from '#mock/operators/index'
import { startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'

/** What stands on the desk of a city that was just started, put there by people outside our walls. */
const people = residents(new Date()).filter(({ part }) => part !== 'newcomer')
const keys = new Map<string, KeyObject>()
const keyOf = (id: string): KeyObject => {
  const key = keys.get(id) ?? createPrivateKey(newKeyPair().privatePem)
  keys.set(id, key)
  return key
}

let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity(people)
})
afterAll(() => city.close())

const register = async ({ companyId, creditCode, name, kinds, operatorId }: Company): Promise<void> => {
  const { deps } = city.platform
  const of = { 'credit-code': creditCode }
  const names = { name: name.zh, 'name-en': name.en, kinds, ...(operatorId && { operator: operatorId }) }
  await registerInstitution(deps, new Map(Object.entries({ ...of, ...names })))
  const publicKey = Buffer.from(publicBase64url(keyOf(companyId)), 'base64url').toString('base64')
  const key = { ...of, 'key-id': keyIdOf(companyId), 'public-key': publicKey }
  await registerInstitutionKey(deps, new Map(Object.entries(key)))
}

it('has a cooperative with two roofs and an institute with a methodology applied, however often it is started', async () => {
  const { deps, url } = city.platform
  const hostId = 'suishenban'
  const places = { serviceUrl: url, hostId, hostBaseUrl: city.host(hostId).baseUrl }
  await settleInhabitants(people, places)
  const expertKeyOf = (expertId: string) => publicBase64url(keyOf(expertId))
  const applicants = { ...places, keyOf, register, centre: city.staff.centre, expertKeyOf }
  for (const _start of [1, 2]) await settleApplicants({ ...applicants, now: () => city.clock.now() })

  const { sql } = deps
  const projects = await sql`
    SELECT project.state, readings, size FROM project JOIN project_report USING (project_id)
    CROSS JOIN LATERAL (SELECT (record ->> 'size')::int AS size) AS of`
  expect(projects).toHaveLength(1)
  expect(projects[0]).toMatchObject({ state: 'applied', size: 16_000 })
  expect(projects[0]?.['readings']).toBeGreaterThanOrEqual(28)
  const proposals = await sql`SELECT state FROM methodology_proposal`
  expect(proposals.map(({ state }) => state as string)).toEqual(['submitted'])
  const experts = await sql`SELECT expert_id FROM expert WHERE active ORDER BY 1`
  expect(experts.map(({ expert_id: id }) => id as string)).toEqual(EXPERTS.map(({ expertId }) => expertId))
  const faults: unknown[] = []
  await auditEverything(sql, (fault) => faults.push(fault), deps.crypto)
  expect(faults).toEqual([])
})

import { createHash } from 'node:crypto'

import { registerOperator, signedHeaders, type OperatorSigner } from '#test/harness/index'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import { openTestMall } from '#test/harness/mall-world'
import { partnerOfMall, type TestPartner } from '#test/harness/partner-world'
import { ask, bo, mei, type Answer, type Phone, type ResidentWorld } from '#test/harness/resident-world'

import type { Sample } from './isolation-samples'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Caller {
  readonly name: string
  /** What the access policy calls her. */
  readonly kind: 'expert' | 'public' | 'visitor' | 'resident' | 'operator' | 'partner' | 'staff' | 'member'
  readonly role?: string
  readonly call: (world: ResidentWorld, method: Method, sample: Sample) => Promise<Answer>
}

let people = 0
/** Somebody new for every call, so that one who signs out or closes her account does not end the walk. */
const somebody = (part: object = {}) => {
  people += 1
  return {
    ...bo,
    subject: `somebody-${people}`,
    personId: `SIM1${String(people).padStart(14, '0')}`,
    ...part,
  }
}

const bodyOf = (sample: Sample): object | undefined =>
  typeof sample.body === 'string' ? (JSON.parse(sample.body) as object) : sample.body

const onPhone =
  (phoneIn: (world: ResidentWorld) => Promise<Phone>): Caller['call'] =>
  async (world, method, sample) => {
    const one = await phoneIn(world)
    return method === 'GET' ? one.get(sample.path) : one.send(method, sample.path, bodyOf(sample))
  }

const staffCaller = (
  role: 'centre' | 'exchange' | 'bureau' | 'district',
  district: string | null,
  name: string,
): Caller => ({
  name,
  kind: 'staff',
  role,
  call: async (world, method, sample) => {
    const { sql, sessions } = world.platform.deps
    const staffId = `staff-${name.replace(/[^a-z]/g, '')}`
    await sql`
      INSERT INTO staff (staff_id, name, role, district, public_key)
      VALUES (${staffId}, ${name}, ${role}, ${district}, ${createHash('sha256').update(staffId).digest()})
      ON CONFLICT DO NOTHING`
    const { accessToken } = await sessions.start({ kind: 'staff', staffId, role, district })
    const body = bodyOf(sample)
    return ask(world.platform.url + sample.path, { method, token: accessToken, ...(body ? { body } : {}) })
  },
})

const operatorCaller = (operatorId: string): Caller => ({
  name: `operator ${operatorId}`,
  kind: 'operator',
  call: async (world, method, sample) => {
    const body = typeof sample.body === 'object' ? JSON.stringify(sample.body) : sample.body
    return signed(world, operatorId, { method, target: sample.path, ...(body === undefined ? {} : { body }) })
  },
})

const partners = new WeakMap<ResidentWorld, Promise<TestPartner>>()
/** Another institution's own server, with a key of its own. */
const partnerElsewhere: Caller = {
  name: 'another partner',
  kind: 'partner',
  call: async (world, method, sample) => {
    const partner = partners.get(world) ?? openTestMall(world).then((mall) => partnerOfMall(world, mall))
    partners.set(world, partner)
    return (await partner).call(method, sample.path, bodyOf(sample))
  },
}

const members = new WeakMap<ResidentWorld, Promise<Acting>>()
/** The owner of another institution, with every power there. */
const memberElsewhere: Caller = {
  name: 'a member of another institution',
  kind: 'member',
  role: 'owner',
  call: async (world, method, sample) => {
    const acting = members.get(world) ?? registerTestInstitution(world).then((other) => ownerOf(world, other))
    members.set(world, acting)
    const body = bodyOf(sample)
    return ask(world.platform.url + sample.path, {
      method,
      token: (await acting).token,
      ...(body ? { body } : {}),
    })
  },
}

const nobody: Caller = {
  name: 'the public',
  kind: 'public',
  call: (world, method, sample) => {
    const body = bodyOf(sample)
    return ask(world.platform.url + sample.path, { method, ...(body ? { body } : {}) })
  },
}
const visitor: Caller = {
  name: 'a visitor',
  kind: 'visitor',
  call: onPhone((world) => world.signIn(somebody({ personId: null }))),
}
const resident: Caller = {
  name: 'another resident',
  kind: 'resident',
  call: onPhone((world) => world.resident(somebody())),
}

/** One of the expert pool, who is asked about nothing. */
const expert: Caller = {
  name: 'an expert',
  kind: 'expert',
  call: async (world, method, sample) => {
    const { sql, sessions } = world.platform.deps
    const keyOf = (name: string): Buffer => createHash('sha256').update(name).digest()
    await sql`
      INSERT INTO staff (staff_id, name, role, public_key) VALUES ('staff-inviting', 'x', 'centre', ${keyOf('inviting')})
      ON CONFLICT DO NOTHING`
    await sql`
      INSERT INTO expert (expert_id, name, fields, institution_name, credit_code, public_key, invited_by, invited_at)
      VALUES ('expert-far', 'x', '{交通}', 'x', '91310000000000001X', ${keyOf('far')}, 'staff-inviting', now())
      ON CONFLICT DO NOTHING`
    const { accessToken } = await sessions.start({ kind: 'expert', expertId: 'expert-far' })
    const body = bodyOf(sample)
    return ask(world.platform.url + sample.path, { method, token: accessToken, ...(body ? { body } : {}) })
  },
}

/** Everybody who has no business with Mei's data. */
export const outsiders: readonly Caller[] = [
  nobody,
  visitor,
  resident,
  operatorCaller('metro-app'),
  operatorCaller('sptcc'),
  memberElsewhere,
  partnerElsewhere,
  expert,
]
/** Staff of a district she does not live in. */
export const farDistrict = staffCaller('district', '静安区', 'district far')
export const staff: readonly Caller[] = [
  farDistrict,
  staffCaller('district', mei.district, 'district hers'),
  staffCaller('exchange', null, 'exchange'),
  staffCaller('bureau', null, 'bureau'),
  staffCaller('centre', null, 'centre'),
]

/** A request signed by an operator that `registerOperator` made known to this world. */
export const signed = async (
  world: ResidentWorld,
  operatorId: string,
  request: { readonly method: Method; readonly target: string; readonly body?: string },
): Promise<Answer> => {
  const { method, target, body } = request
  const contentType = /\/(pushes|reconciliations)\//.test(target)
    ? 'application/x-ndjson'
    : 'application/json'
  const created = Math.floor(world.clock.now().getTime() / 1000)
  const signer = await registerOnce(world, operatorId)
  const parts = { method, target, created, ...(body === undefined ? {} : { body, contentType }) }
  const headers = signedHeaders(signer, parts)
  const init = { method, headers, ...(body === undefined ? {} : { body }) }
  const response = await fetch(world.platform.url + target, init)
  const text = await response.text()
  const isFile = response.headers.get('content-type')?.startsWith('text/csv')
  const answer = text === '' || isFile ? text || null : JSON.parse(text)
  return { status: response.status, headers: response.headers, body: answer }
}

const signers = new WeakMap<ResidentWorld, Map<string, Promise<OperatorSigner>>>()
const registerOnce = (world: ResidentWorld, operatorId: string): Promise<OperatorSigner> => {
  const known = signers.get(world) ?? new Map<string, Promise<OperatorSigner>>()
  signers.set(world, known)
  const signer = known.get(operatorId) ?? registerOperator(world.platform.deps, operatorId)
  known.set(operatorId, signer)
  return signer
}

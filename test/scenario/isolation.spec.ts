import { randomUUID } from 'node:crypto'

import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { registerOperator, signedHeaders, type OperatorSigner } from '#test/harness/index'
import {
  accountIdOf,
  ask,
  bo,
  mei,
  phoneCard,
  startResidentWorld,
  storeRide,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

/** One way to call a route with ids and secrets that are Mei's. A route without a sample fails the walk. */
interface Sample {
  readonly path: string
  readonly body?: object | string
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
interface Operation {
  readonly name: string
  readonly method: Method
  readonly access: string
  readonly roles: readonly string[] | undefined
}

interface Caller {
  readonly name: string
  /** What the access policy calls her. */
  readonly kind: 'public' | 'visitor' | 'resident' | 'operator' | 'staff'
  readonly role?: string
  readonly call: (method: Method, sample: Sample) => Promise<Answer>
}

const DAY = '2026-05-03' as CityDay
const PUSH_ID = 'push-of-mei'
const CARD = phoneCard('3104990000018812')
const CHILD = {
  ...bo,
  subject: 'nuo-at-host',
  personId: 'SIM000000000000999',
  maskedName: '诺*诺',
  birthDate: '2015-01-01',
  guardians: [mei.personId ?? ''],
}

let world: ResidentWorld
let meiPhone: Phone
/** What is hers, by name; none of it may be in an answer to somebody else, unless REACH says so. */
let secrets: Record<string, string>
let samples: Record<string, Sample>
let operations: readonly Operation[]

beforeAll(async () => {
  world = await startResidentWorld()
  meiPhone = await world.resident(mei)
  const operator = await registerOperator(world.platform.deps, 'sptcc')
  await registerOperator(world.platform.deps, 'metro-app')
  const { rideId, runId, ...hers } = await settleMei(operator)
  secrets = {
    ...hers,
    rideId,
    personId: mei.personId ?? '',
    maskedName: mei.maskedName,
    cardNumber: CARD.value,
  }
  samples = await samplesOf({ rideId, runId, ...hers })
  operations = await readOperations()
}, 60_000)
afterAll(() => world.close())

/** Consent, card, child, a pushed ride that is pending, one that is settled, an appeal: one of everything Mei can have. */
const settleMei = async (operator: OperatorSigner) => {
  const { sql } = world.platform.deps
  const accountId = await accountIdOf(world, meiPhone)
  await meiPhone.send('PUT', '/v1/me/consents/metro/sptcc')
  const linked = await meiPhone.link([CARD])
  const child = await world.signIn(CHILD)
  const { code } = (await child.send('POST', '/v1/me/guardian-codes')).body
  world.clock.advanceSeconds(300)
  await push(operator)
  const [instrument] = await sql<{ instrument_id: string }[]>`SELECT instrument_id FROM instrument_link`
  const rideKey = await storeRide(world.platform, {
    accountId,
    instrumentId: instrument?.instrument_id ?? '',
    operatorDay: DAY,
    boardedAt: '2026-05-03T08:00:00+08:00',
    alightedAt: '2026-05-03T08:30:00+08:00',
    stations: ['莘庄', '徐家汇'],
    runState: 'settled',
  })
  const [run] = await sql<{ run_id: string }[]>`SELECT run_id FROM run WHERE operator_day = ${DAY}`
  const runUuid = run?.run_id ?? ''
  await sql`INSERT INTO run_district VALUES (${runUuid}, ${mei.district}, 1, 1, 1197465)`
  const rideId = encodeId('ride', rideKey) as string
  const appealed = await meiPhone.send('POST', `/v1/me/rides/${rideId}/appeals`, {
    reason: 'other',
    text: '只有我知道',
  })
  return {
    rideId,
    runId: encodeId('run', runUuid) as string,
    accountId: encodeId('acc', accountId) as string,
    accountUuid: accountId,
    instrumentId: linked.body.items[0].instrumentId as string,
    appealId: appealed.body.appealId as string,
    appealText: '只有我知道',
    station: '徐家汇',
    cardTail: '8812',
    guardianCode: code as string,
    childName: CHILD.maskedName,
  }
}

const push = async (operator: OperatorSigner): Promise<void> => {
  const target = `/v1/operators/sptcc/pushes/${PUSH_ID}`
  const row = {
    rideNo: 'r-1',
    operatorDay: '2026-05-04',
    scene: 'metro',
    subject: { scheme: CARD.scheme, value: CARD.value },
    board: { at: '2026-05-04T09:01:00+08:00', station: '莘庄' },
    alight: { at: '2026-05-04T09:04:00+08:00', station: '徐家汇' },
    distanceMeters: 3000,
    status: 'complete',
  }
  const answer = await signed(operator, 'POST', target, `${JSON.stringify(row)}\n`)
  expect(answer.body.counts).toMatchObject({ accepted: 1 })
}

const signed = async (
  operator: OperatorSigner,
  method: Method,
  target: string,
  body?: string,
): Promise<Answer> => {
  const contentType = target.includes('/pushes/') ? 'application/x-ndjson' : 'application/json'
  const headers = signedHeaders(operator, {
    method,
    target,
    created: Math.floor(world.clock.now().getTime() / 1000),
    ...(body === undefined ? {} : { body, contentType }),
  })
  const response = await fetch(world.platform.url + target, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

/** Every route with Mei's ids, tokens and codes in it. */
const samplesOf = async (hers: Record<string, string>): Promise<Record<string, Sample>> => {
  const issuedAt = world.clock.now()
  const statement = () => world.suishenban.statementFor(mei, [CARD], { issuedAt })
  const { version } = (await ask(`${world.platform.url}/v1/notice`)).body
  const { rideId, runId, instrumentId, appealId, guardianCode } = hers
  const operator = '/v1/operators/sptcc'
  return {
    'GET /v1/scheme/totals': { path: '/v1/scheme/totals' },
    'GET /v1/notice': { path: '/v1/notice' },
    'GET /v1/scenes': { path: '/v1/scenes' },
    'GET /v1/methodologies': { path: '/v1/methodologies' },
    'GET /v1/methodologies/{code}/{version}': { path: '/v1/methodologies/SHCER02020022024II/1' },
    'POST /v1/sessions': {
      path: '/v1/sessions',
      body: { hostId: 'suishenban', ticket: 'a-ticket-that-is-none' },
    },
    'POST /v1/sessions/refresh': {
      path: '/v1/sessions/refresh',
      body: { refreshToken: 'a-refresh-token-that-is-none' },
    },
    'DELETE /v1/sessions/current': { path: '/v1/sessions/current' },
    'GET /v1/me': { path: '/v1/me' },
    'POST /v1/me/account': { path: '/v1/me/account', body: { noticeVersion: version } },
    'POST /v1/me/guardian-codes': { path: '/v1/me/guardian-codes' },
    'POST /v1/me/guardianships': { path: '/v1/me/guardianships', body: { code: guardianCode } },
    'POST /v1/me/city-code': { path: '/v1/me/city-code', body: { token: world.suishenban.cityCodeFor(mei) } },
    'POST /v1/me/closure': { path: '/v1/me/closure', body: { disposal: 'publicPool' } },
    'GET /v1/me/export': { path: '/v1/me/export' },
    'GET /v1/me/reads': { path: '/v1/me/reads' },
    'GET /v1/me/scenes': { path: '/v1/me/scenes' },
    'PUT /v1/me/consents/{sceneId}/{operatorId}': { path: '/v1/me/consents/metro/sptcc' },
    'DELETE /v1/me/consents/{sceneId}/{operatorId}': { path: '/v1/me/consents/metro/sptcc' },
    'PUT /v1/me/scene-watches/{sceneId}': { path: '/v1/me/scene-watches/ferry' },
    'DELETE /v1/me/scene-watches/{sceneId}': { path: '/v1/me/scene-watches/ferry' },
    'GET /v1/me/instruments': { path: '/v1/me/instruments' },
    'POST /v1/me/instruments': { path: '/v1/me/instruments', body: { statement: await statement() } },
    'POST /v1/me/instruments/claims': {
      path: '/v1/me/instruments/claims',
      body: { statement: await statement() },
    },
    'DELETE /v1/me/instruments/{instrumentId}': { path: `/v1/me/instruments/${instrumentId}` },
    'GET /v1/me/home': { path: '/v1/me/home' },
    'GET /v1/me/rides': { path: '/v1/me/rides?month=2026-05' },
    'GET /v1/me/rides/{rideId}': { path: `/v1/me/rides/${rideId}` },
    'POST /v1/me/rides/{rideId}/appeals': {
      path: `/v1/me/rides/${rideId}/appeals`,
      body: { reason: 'notMine', text: '' },
    },
    'GET /v1/me/appeals': { path: '/v1/me/appeals' },
    'POST /v1/operators/{operatorId}/pushes/{pushId}': {
      path: `${operator}/pushes/${PUSH_ID}`,
      body: '{}\n',
    },
    'GET /v1/operators/{operatorId}/pushes/{pushId}': { path: `${operator}/pushes/${PUSH_ID}` },
    'GET /v1/operators/{operatorId}/runs': { path: `${operator}/runs` },
    'POST /v1/operators/{operatorId}/runs/{runId}/report': {
      path: `${operator}/runs/${runId}/report`,
      body: JSON.stringify({ rides: 9, reductionMilligrams: '9' }),
    },
    'POST /v1/staff/challenges': { path: '/v1/staff/challenges', body: { staffId: 'staff-centre' } },
    'POST /v1/staff/sessions': {
      path: '/v1/staff/sessions',
      body: { challengeId: randomUUID(), signature: 'A'.repeat(86) },
    },
    'GET /v1/staff/runs': { path: '/v1/staff/runs' },
    'GET /v1/staff/runs/{runId}': { path: `/v1/staff/runs/${runId}` },
    'POST /v1/staff/runs/{runId}/verification': { path: `/v1/staff/runs/${runId}/verification` },
    'POST /v1/staff/runs/{runId}/confirmations': { path: `/v1/staff/runs/${runId}/confirmations` },
    'POST /v1/staff/runs/{runId}/return': {
      path: `/v1/staff/runs/${runId}/return`,
      body: { reason: '请核对' },
    },
    'GET /v1/staff/appeals': { path: '/v1/staff/appeals' },
    'POST /v1/staff/appeals/{appealId}/answer': {
      path: `/v1/staff/appeals/${appealId}/answer`,
      body: { outcome: 'dismissed', answer: '已核对' },
    },
  }
}

const readOperations = async (): Promise<Operation[]> => {
  const document = (await ask(`${world.platform.url}/openapi.json`)).body as {
    paths: Record<string, Record<string, { 'x-access': string; 'x-roles'?: string[] }>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase() as Method,
      access: operation['x-access'],
      roles: operation['x-roles'],
    })),
  )
}

/** Samples and appeals are staff's work: a ride's id and an appeal's words reach those whose desk they are on, nothing else does. */
const REACH: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/staff/runs/{runId}': ['rideId'],
  'POST /v1/staff/runs/{runId}/verification': ['rideId'],
  'POST /v1/staff/runs/{runId}/confirmations': ['rideId'],
  'POST /v1/staff/runs/{runId}/return': ['rideId'],
  'GET /v1/staff/appeals': ['rideId', 'appealId', 'appealText'],
  'POST /v1/staff/appeals/{appealId}/answer': ['rideId', 'appealId', 'appealText'],
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
  (phone: () => Promise<Phone>): Caller['call'] =>
  async (method, sample) => {
    const one = await phone()
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
  call: async (method, sample) => {
    const { sql, sessions } = world.platform.deps
    const staffId = `staff-${name.replace(/[^a-z]/g, '')}`
    await sql`
      INSERT INTO staff (staff_id, name, role, district, public_key)
      VALUES (${staffId}, ${name}, ${role}, ${district}, ${Buffer.alloc(32, 1)}) ON CONFLICT DO NOTHING`
    const { accessToken } = await sessions.start({ kind: 'staff', staffId, role, district })
    const body = bodyOf(sample)
    return ask(world.platform.url + sample.path, { method, token: accessToken, ...(body ? { body } : {}) })
  },
})

const operatorCaller = (operatorId: string): Caller => ({
  name: `operator ${operatorId}`,
  kind: 'operator',
  call: async (method, sample) => {
    const operator = await registerOperatorOnce(operatorId)
    const body = typeof sample.body === 'object' ? JSON.stringify(sample.body) : sample.body
    return signed(operator, method, sample.path, body)
  },
})

const signers = new Map<string, OperatorSigner>()
const registerOperatorOnce = async (operatorId: string): Promise<OperatorSigner> => {
  const { sql } = world.platform.deps
  const known = signers.get(operatorId)
  if (known) return known
  await sql`DELETE FROM operator_key WHERE operator_id = ${operatorId}`
  const signer = await registerOperator(world.platform.deps, operatorId)
  signers.set(operatorId, signer)
  return signer
}

const nobody: Caller = {
  name: 'the public',
  kind: 'public',
  call: (method, sample) => {
    const body = bodyOf(sample)
    return ask(world.platform.url + sample.path, { method, ...(body ? { body } : {}) })
  },
}
const visitor: Caller = {
  name: 'a visitor',
  kind: 'visitor',
  call: onPhone(() => world.signIn(somebody({ personId: null }))),
}
const resident: Caller = {
  name: 'another resident',
  kind: 'resident',
  call: onPhone(() => world.resident(somebody())),
}

const outsiders: readonly Caller[] = [
  nobody,
  visitor,
  resident,
  operatorCaller('metro-app'),
  operatorCaller('sptcc'),
]
const farDistrict = staffCaller('district', '静安区', 'district far')
const staff: readonly Caller[] = [
  farDistrict,
  staffCaller('district', mei.district, 'district hers'),
  staffCaller('exchange', null, 'exchange'),
  staffCaller('bureau', null, 'bureau'),
  staffCaller('centre', null, 'centre'),
]

const mayCall = (caller: Caller, { access, roles }: Operation): boolean => {
  if (access === 'public') return true
  if (access === 'visitor') return caller.kind === 'visitor' || caller.kind === 'resident'
  return access === caller.kind && (roles === undefined || roles.includes(caller.role ?? ''))
}

/** Calls every route as one caller; names what leaked and where a closed door stood open. */
const walk = async (caller: Caller): Promise<string[]> => {
  const faults: string[] = []
  for (const operation of operations) {
    const sample = samples[operation.name]
    if (sample === undefined) continue
    const { status, body } = await caller.call(operation.method, sample)
    const text = JSON.stringify(body) ?? ''
    const reach = caller.kind === 'staff' && caller !== farDistrict ? (REACH[operation.name] ?? []) : []
    for (const [name, secret] of Object.entries(secrets)) {
      if (!reach.includes(name) && text.includes(secret)) faults.push(`${operation.name} shows ${name}`)
    }
    if (!mayCall(caller, operation) && status !== 401 && status !== 403)
      faults.push(`${operation.name} let in: ${status}`)
    if (status >= 500) faults.push(`${operation.name} failed: ${status}`)
  }
  return faults
}

const herState = async (): Promise<unknown> => {
  const paths = [
    '/v1/me',
    '/v1/me/home',
    '/v1/me/instruments',
    '/v1/me/scenes',
    '/v1/me/appeals',
    '/v1/me/rides?month=2026-05',
  ]
  return Promise.all(paths.map(async (path) => (await meiPhone.get(path)).body))
}

describe('the walk', () => {
  it('has a sample for every route there is, and none for a route that is not', () => {
    expect(Object.keys(samples).sort()).toEqual(operations.map(({ name }) => name).sort())
  })

  it('would notice: her own export shows her everything it looks for', async () => {
    const own = JSON.stringify((await meiPhone.get('/v1/me/export')).body)
    for (const name of ['accountId', 'personId', 'cardNumber', 'station', 'appealText']) {
      expect(own).toContain(secrets[name])
    }
    const pages = JSON.stringify(await herState())
    for (const name of ['accountId', 'maskedName', 'instrumentId', 'rideId', 'appealId', 'cardTail']) {
      expect(pages).toContain(secrets[name])
    }
  })

  it.each(outsiders.map((caller) => [caller.name, caller] as const))(
    'shows %s nothing of hers and changes nothing of hers',
    async (_name, caller) => {
      const before = await herState()
      expect(await walk(caller)).toEqual([])
      expect(await herState()).toEqual(before)
    },
    60_000,
  )

  it.each(staff.map((caller) => [caller.name, caller] as const))(
    'shows staff (%s) no more than their desk needs',
    async (_name, caller) => {
      expect(await walk(caller)).toEqual([])
    },
    60_000,
  )
})

describe("another's id", () => {
  it('answers as if it were nowhere', async () => {
    const phone = await world.resident(somebody())
    const { rideId, instrumentId } = secrets
    const answers = await Promise.all([
      phone.get(`/v1/me/rides/${rideId}`),
      phone.send('POST', `/v1/me/rides/${rideId}/appeals`, { reason: 'other', text: '' }),
      phone.send('DELETE', `/v1/me/instruments/${instrumentId}`),
    ])
    expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('request.not-found'))
  })

  it("of another operator's push or run answers so too, under one's own name", async () => {
    const operator = await registerOperatorOnce('metro-app')
    const runPath = samples['GET /v1/staff/runs/{runId}']?.path ?? ''
    const runId = runPath.slice(runPath.lastIndexOf('/') + 1)
    const report = JSON.stringify({ rides: 1, reductionMilligrams: '1197465' })
    const answers = [
      await signed(operator, 'GET', `/v1/operators/metro-app/pushes/${PUSH_ID}`),
      await signed(operator, 'POST', `/v1/operators/metro-app/runs/${runId}/report`, report),
    ]
    expect(answers.map(({ body }) => body.code)).toEqual(['request.not-found', 'request.not-found'])
  })

  it('in the far district is on nobody’s desk', async () => {
    const answers = await Promise.all(
      ['GET /v1/staff/runs/{runId}', 'POST /v1/staff/appeals/{appealId}/answer'].map(async (name) => {
        const sample = samples[name] ?? { path: '' }
        return farDistrict.call(name.split(' ')[0] as Method, sample)
      }),
    )
    expect(answers.map(({ body }) => body.code)).toEqual(['request.not-found', 'request.not-found'])
  })
})

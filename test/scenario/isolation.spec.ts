import { randomUUID } from 'node:crypto'

import type { CityDay } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import {
  accountIdOf,
  ask,
  bo,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { join, opened as openedGroup } from '#test/harness/group-world'
import { makeStatement } from '#test/harness/credit-world'
import { actAs, registerTestInstitution } from '#test/harness/institution-world'
import { givePoints, listed, openTestMall, take } from '#test/harness/mall-world'
import { partnerOfMall } from '#test/harness/partner-world'
import { storeRide } from '#test/harness/stored-ride'
import { opened, pvRecord } from '#test/harness/project-world'
import { registerTill } from '#test/harness/till-world'

import { farDistrict, outsiders, signed, staff, type Caller, type Method } from './isolation-callers'
import {
  BOOK_ID,
  MEIS_CARD,
  MEIS_ORDER_NO,
  MEIS_PUSH_ID,
  OPERATORS_REACH,
  REACH,
  samplesOf,
  type Sample,
} from './isolation-samples'

interface Operation {
  readonly name: string
  readonly method: Method
  readonly access: string
  readonly roles: readonly string[] | undefined
}

const DAY = '2026-05-03' as CityDay
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
  const { rideId, runId, goodsId, shopId, institutionId, groupId, groupCode, ...hers } = await settleMei()
  secrets = {
    ...hers,
    rideId,
    personId: mei.personId ?? '',
    maskedName: mei.maskedName,
    cardNumber: MEIS_CARD.value,
  }
  const shared = { goodsId, shopId, institutionId, groupId, groupCode }
  samples = await samplesOf(world, { rideId, runId, ...shared, ...hers })
  operations = await readOperations()
}, 60_000)
afterAll(() => world.close())

/** Consent, card, child, a pushed ride that is pending, one that is settled, an appeal: one of everything Mei can have. */
const settleMei = async () => {
  const { sql } = world.platform.deps
  const accountId = await accountIdOf(world, meiPhone)
  await meiPhone.send('PUT', '/v1/me/consents/metro/sptcc')
  const linked = await meiPhone.link([MEIS_CARD])
  const child = await world.signIn(CHILD)
  const { code } = (await child.send('POST', '/v1/me/guardian-codes')).body
  const sibling = await world.signIn({ ...CHILD, subject: 'xin-at-host', personId: 'SIM000000000000998' })
  const consented = await meiPhone.send('POST', '/v1/me/guardianships', {
    code: (await sibling.send('POST', '/v1/me/guardian-codes')).body.code,
  })
  world.clock.advanceSeconds(300)
  await push()
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
  await sql`
    INSERT INTO message (message_id, account_id, kind, subject_id, due_at, attempt_after)
    VALUES (gen_random_uuid(), ${accountId}, 'appealAnswered', gen_random_uuid(), ${world.clock.now()}, ${world.clock.now()})`
  const messages = await meiPhone.get('/v1/me/messages')
  const mall = await openTestMall(world, meiPhone)
  const goodsId = await listed(mall)
  await givePoints(world, accountId, [1200])
  const voucher = await take(meiPhone, goodsId)
  const till = await registerTill(mall.owner, mall.shopId)
  const proposalText = '只有我写过'
  const draft = { revises: null, record: { sceneId: 'ferry', monitoring: proposalText } }
  const key = { 'idempotency-key': 'a-draft-of-hers' }
  const proposal = await meiPhone.send('POST', '/v1/me/methodology-proposals', draft, key)
  const gridAccount = '310100017788'
  const siteKeys = [{ kind: 'gridAccount' as const, value: gridAccount }]
  const project = await opened(meiPhone, '/v1/me', pvRecord({ siteKeys, address: '只有我住在这里' }))
  const entrustment = await meiPhone.send('POST', '/v1/me/project-entrustments', {
    institutionId: mall.owner.institutionId,
    siteKey: siteKeys[0],
  })
  const correctionText = '只有我说过少了一趟'
  const correction = await meiPhone.send('POST', '/v1/me/credit-corrections', {
    lineId: 'rides',
    month: '2026-05',
    text: correctionText,
  })
  const bank = await registerTestInstitution(world)
  const creditStatement = await makeStatement(meiPhone, '/v1/me', {
    creditCode: bank.creditCode,
    purpose: { purposeId: 'other', words: '只有我写的用途' },
  })
  const chain = partnerOfMall(world, mall)
  const order = await chain.ask(MEIS_ORDER_NO, { goodsId, shopId: mall.shopId })
  const approvalCode = order.body.approvalCode as string
  await meiPhone.send('POST', `/v1/me/partner-orders/${approvalCode}/approval`)
  await chain.step(MEIS_ORDER_NO, 'spend')
  const group = await openedGroup(mall.owner, 'company')
  await join(meiPhone, group.code)
  const nickname = '只有本班看得到'
  await meiPhone.send('PUT', `/v1/me/groups/${group.groupId}/nickname`, { nickname })
  await meiPhone.send('PUT', '/v1/me/district', { district: '310112' })
  const [statementUuid, applicationUuid] = [randomUUID(), randomUUID()]
  const applicationText = '只有本机构写过'
  await sql`
    INSERT INTO scene_application (application_id, scene_id, operator_id, institution_id, state, record, opened_at)
    VALUES (${applicationUuid}, 'ferry', 'sptcc', ${decodeId('org', mall.owner.institutionId) ?? ''}, 'draft',
      ${sql.json({ dataSource: applicationText })}, ${world.clock.now()})`
  await sql`
    INSERT INTO statement (statement_id, institution_id, city_day, version, merchant_zh, merchant_en, lines, payable_fen, added_lines,
      added_fen, due_on, digest, made_at)
    SELECT ${statementUuid}, institution_id, ${DAY}, 1, name_zh, name_en, 0, 0, 0, 0, ${DAY}, ${Buffer.alloc(32)}, ${world.clock.now()}
    FROM institution WHERE institution_id = ${decodeId('org', mall.owner.institutionId) ?? ''}`
  return {
    ...{ groupId: group.groupId, groupCode: group.code, nickname },
    statementId: encodeId('stm', statementUuid) as string,
    goodsId,
    shopId: mall.shopId,
    tillId: till.body.tillId as string,
    proposalId: proposal.body.proposalId as string,
    proposalText,
    correctionId: correction.body.correctionId as string,
    correctionText,
    creditStatementId: creditStatement.body.statementId as string,
    creditPurpose: '只有我写的用途',
    applicationId: encodeId('sca', applicationUuid) as string,
    applicationText,
    projectId: project.body.projectId as string,
    projectAddress: '只有我住在这里',
    gridAccount,
    entrustmentId: entrustment.body.entrustmentId as string,
    institutionId: chain.institutionId,
    approvalCode,
    voucherId: voucher.body.voucherId as string,
    memberId: mall.owner.memberId,
    messageId: messages.body.items[0].messageId as string,
    rideId,
    runId: encodeId('run', runUuid) as string,
    accountId: encodeId('acc', accountId) as string,
    accountUuid: accountId,
    instrumentId: linked.body.items[0].instrumentId as string,
    appealId: appealed.body.appealId as string,
    appealText: '只有我知道',
    station: '徐家汇',
    cardTail: '****8812',
    guardianCode: code as string,
    guardianshipId: consented.body.guardianshipId as string,
    childName: CHILD.maskedName,
  }
}

const push = async (): Promise<void> => {
  const target = `/v1/operators/sptcc/pushes/${MEIS_PUSH_ID}`
  const row = {
    rideNo: 'r-1',
    operatorDay: '2026-05-04',
    scene: 'metro',
    subject: { scheme: MEIS_CARD.scheme, value: MEIS_CARD.value },
    board: { at: '2026-05-04T09:01:00+08:00', station: '莘庄' },
    alight: { at: '2026-05-04T09:04:00+08:00', station: '徐家汇' },
    distanceMeters: 3000,
    status: 'complete',
  }
  const answer = await signed(world, 'sptcc', { method: 'POST', target, body: `${JSON.stringify(row)}\n` })
  expect(answer.body.counts).toMatchObject({ accepted: 1 })
  const book = {
    method: 'POST',
    target: `/v1/operators/sptcc/reconciliations/${BOOK_ID}?operatorDay=2026-05-03`,
    body: `${JSON.stringify({ rideNo: 'r-0', scene: 'metro', status: 'complete' })}\n`,
  } as const
  const compared = await signed(world, 'sptcc', book)
  expect(compared.body.breaks).toEqual({ missingHere: 1, missingThere: 0, differs: 0 })
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

const mayCall = (caller: Caller, { access, roles }: Operation): boolean => {
  if (access === 'public') return true
  if (access === 'visitor') return caller.kind === 'visitor' || caller.kind === 'resident'
  return access === caller.kind && (roles === undefined || roles.includes(caller.role ?? ''))
}

const reachOf = (caller: Caller): Readonly<Record<string, readonly string[]>> => {
  if (caller.name === 'operator sptcc') return OPERATORS_REACH
  return caller.kind === 'staff' && caller !== farDistrict ? REACH : {}
}

/** Calls every route as one caller; names what leaked and where a closed door stood open. */
const walk = async (caller: Caller): Promise<string[]> => {
  const faults: string[] = []
  for (const operation of operations) {
    const sample = samples[operation.name]
    if (sample === undefined) continue
    const { status, body } = await caller.call(world, operation.method, sample)
    const text = JSON.stringify(body) ?? ''
    const reach = reachOf(caller)[operation.name] ?? []
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
    '/v1/me/messages',
    '/v1/me/guardianships',
    '/v1/me/memberships',
    '/v1/me/vouchers',
    '/v1/me/methodology-proposals',
    '/v1/me/projects',
    '/v1/me/credit-record',
    '/v1/me/credit-corrections',
    '/v1/me/credit-statements',
    '/v1/me/project-entrustments',
    '/v1/me/points',
    '/v1/me/groups',
    '/v1/me/titles',
    '/v1/me/year-reports/2026',
    '/v1/me/rides?month=2026-05',
  ]
  const acting = await actAs(world, meiPhone, secrets['memberId'] ?? '')
  const ofInstitution = [
    '/v1/institution/members',
    '/v1/institution/shops',
    '/v1/institution/statements?month=2026-05',
    '/v1/institution/groups',
  ]
  return Promise.all([
    ...paths.map(async (path) => (await meiPhone.get(path)).body),
    ...ofInstitution.map(async (path) => (await acting.get(path)).body),
  ])
}

describe('the walk', () => {
  it('has a sample for every route there is, and none for a route that is not', () => {
    expect(Object.keys(samples).sort()).toEqual(operations.map(({ name }) => name).sort())
  })

  it('would notice: her own export shows her everything it looks for', async () => {
    const own = JSON.stringify((await meiPhone.get('/v1/me/export')).body)
    for (const name of [
      'accountId',
      'personId',
      'cardNumber',
      'station',
      'appealText',
      'projectAddress',
      'gridAccount',
      'nickname',
      'correctionText',
      'creditPurpose',
    ]) {
      expect(own).toContain(secrets[name])
    }
    const pages = JSON.stringify(await herState())
    for (const name of [
      'accountId',
      'maskedName',
      'instrumentId',
      'rideId',
      'appealId',
      'messageId',
      'memberId',
      'voucherId',
      'proposalId',
      'projectId',
      'gridAccount',
      'entrustmentId',
      'statementId',
      'nickname',
      'correctionId',
      'creditStatementId',
      'creditPurpose',
      'cardTail',
    ]) {
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
    const phone = await world.resident(bo)
    const {
      rideId,
      instrumentId,
      messageId,
      guardianshipId,
      memberId,
      voucherId,
      proposalId,
      projectId,
      entrustmentId,
      creditStatementId,
    } = secrets
    const answers = await Promise.all([
      phone.get(`/v1/me/rides/${rideId}`),
      phone.send('POST', `/v1/me/rides/${rideId}/appeals`, { reason: 'other', text: '' }),
      phone.send('DELETE', `/v1/me/instruments/${instrumentId}`),
      phone.send('PUT', `/v1/me/messages/${messageId}/read`),
      phone.send('DELETE', `/v1/me/guardianships/${guardianshipId}`),
      phone.send('POST', `/v1/me/memberships/${memberId}/sessions`),
      phone.send('POST', `/v1/me/vouchers/${voucherId}/refund`),
      phone.send('POST', `/v1/me/methodology-proposals/${proposalId}/submission`),
      phone.send('POST', `/v1/me/projects/${projectId}/application`),
      phone.send('DELETE', `/v1/me/project-entrustments/${entrustmentId}`),
      phone.get(`/v1/me/credit-statements/${creditStatementId}`),
      phone.send('POST', `/v1/me/credit-statements/${creditStatementId}/revocation`),
    ])
    expect(answers.map(({ body }) => body.code)).toEqual(Array(12).fill('request.not-found'))
  })

  it("of another operator's push, run or reconciliation answers so too, under one's own name", async () => {
    const runPath = samples['GET /v1/staff/runs/{runId}']?.path ?? ''
    const runId = runPath.slice(runPath.lastIndexOf('/') + 1)
    const report = JSON.stringify({ rides: 1, reductionMilligrams: '1197465' })
    const answers = [
      await signed(world, 'metro-app', {
        method: 'GET',
        target: `/v1/operators/metro-app/pushes/${MEIS_PUSH_ID}`,
      }),
      await signed(world, 'metro-app', {
        method: 'POST',
        target: `/v1/operators/metro-app/runs/${runId}/report`,
        body: report,
      }),
      ...(await Promise.all(
        ['', '/breaks', '/file'].map((part) => {
          const target = `/v1/operators/metro-app/reconciliations/${BOOK_ID}${part}`
          return signed(world, 'metro-app', { method: 'GET', target })
        }),
      )),
    ]
    expect(answers.map(({ body }) => body.code)).toEqual(Array(5).fill('request.not-found'))
  })

  it('in the far district is on nobody’s desk', async () => {
    const answers = await Promise.all(
      ['GET /v1/staff/runs/{runId}', 'POST /v1/staff/appeals/{appealId}/answer'].map(async (name) => {
        const sample = samples[name] ?? { path: '' }
        return farDistrict.call(world, name.split(' ')[0] as Method, sample)
      }),
    )
    expect(answers.map(({ body }) => body.code)).toEqual(['request.not-found', 'request.not-found'])
  })
})

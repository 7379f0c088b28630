import { createHash, randomBytes, randomUUID } from 'node:crypto'

import type { ProjectRecord } from '#contract'
import { decodeId } from '#domain/id'
import ferryMethodology from '../../fixtures/ferry-invented-for-tests.json'
import { registerInstitution, suspendInstitution } from '#server/admin/index'
import { publishMethodology } from '#server/methodology/index'
import { askToOpen, opened as openedGroup } from '#test/harness/group-world'
import { invited, openTestShop, type Acting } from '#test/harness/institution-world'
import { makeStatement, readsGiven } from '#test/harness/credit-world'
import { atWork, coffee, listed, mallFaults, openTestMall, type TestMall } from '#test/harness/mall-world'
import { openOfflineTill } from '#test/harness/offline-till'
import {
  approved,
  employBodies,
  opened,
  pvRecord,
  readingsOf,
  sendFile,
  signsIssue,
  type Bodies,
} from '#test/harness/project-world'
import { ask, startResidentWorld, type Answer, type ResidentWorld } from '#test/harness/resident-world'
import { makeLive } from '#test/harness/live-scene'
import { inventedFerry } from '#test/harness/review-world'
import { APPLICATIONS, draftFerry, ferryRecord } from '#test/harness/scene-world'
import { redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { openTill, registerTill, showCode, tillOf, withVoucher } from '#test/harness/till-world'
import { untilWaiting } from '#test/harness/until-waiting'

type Act = () => Promise<Answer>

let world: ResidentWorld
let mall: TestMall
let other: TestMall
let bodies: Bodies
/** Routes by which members write, as the service itself describes them. */
let written: string[]
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
  await redeemOne(world, await openTill(world, mall), await listed(mall))
  await stateAt(world, '2026-05-08T09:00:00+08:00')
  mall = await atWork(world, mall)
  other = await openTestMall(world)
  bodies = await employBodies(world)
  await actAgain()
  await publishMethodology(world.platform.deps, ferryMethodology, '2026-05-08')
  const document = (await ask(`${world.platform.url}/openapi.json`)).body as {
    paths: Record<string, Record<string, { 'x-access': string }>>
  }
  written = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation['x-access'] === 'member' && method !== 'get' ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  )
}, 60_000)
afterAll(() => world.close())

const keyed = () => ({ 'idempotency-key': randomUUID() })
const onOwnGoods =
  (method: 'POST' | 'PUT', what: string, body?: object) =>
  async (by: Acting): Promise<Act> => {
    const goodsId = await listed(mall)
    return () => by.send(method, `/v1/institution/goods/${goodsId}/${what}`, body)
  }
const statementIdOf = async (day: string): Promise<string> =>
  (await statementOf(mall, day)).body.statementId as string
const draftOf = async (by: Acting): Promise<string> => {
  const draft = { revises: null, record: inventedFerry() }
  const opened = await by.send('POST', '/v1/institution/methodology-proposals', draft, keyed())
  return `/v1/institution/methodology-proposals/${opened.body.proposalId as string}`
}

/** A draft for the ferry in the mall's name as the operator it is; the one before makes room. */
const ferryDraft = async (): Promise<string> => {
  const { items } = (await mall.owner.get(APPLICATIONS)).body as {
    items: { applicationId: string; sceneId: string; state: string }[]
  }
  for (const { applicationId, sceneId, state } of items)
    if (sceneId === 'ferry' && state !== 'withdrawn')
      await mall.owner.send('POST', `${APPLICATIONS}/${applicationId}/withdrawal`, { reasons: '另报' })
  const { applicationId } = (await draftFerry(mall.owner, { operatorId: 'bike-blue' })).body
  return `${APPLICATIONS}/${applicationId as string}`
}

/** Every route by which a member writes: what she has to have done before, and the act itself. */
const ACTS: Readonly<Record<string, (by: Acting) => Promise<Act>>> = {
  'DELETE /v1/institution/members/{memberId}': async (by) => {
    const colleague = await invited(world, mall.owner, 'manager')
    return () => by.send('DELETE', `/v1/institution/members/${colleague.memberId}`)
  },
  'POST /v1/institution/invitations': async (by) => () =>
    by.send('POST', '/v1/institution/invitations', { role: 'manager', displayName: '小李', shopIds: [] }),
  'POST /v1/institution/shops': async (by) => () =>
    by.send('POST', '/v1/institution/shops', { name: { zh: '新店', en: 'New' }, address: '五原路 14 号' }),
  'POST /v1/institution/shops/{shopId}/closure': async (by) => {
    const shopId = await openTestShop(mall.owner, '旧店')
    return () => by.send('POST', `/v1/institution/shops/${shopId}/closure`)
  },
  'POST /v1/institution/goods': async (by) => () => by.send('POST', '/v1/institution/goods', coffee(mall)),
  'POST /v1/institution/pictures': async (by) => {
    const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(100)])
    return async () => {
      const answer = await fetch(`${world.platform.url}/v1/institution/pictures`, {
        method: 'POST',
        headers: { authorization: `Bearer ${by.token}`, 'content-type': 'image/png' },
        body: new Uint8Array(bytes),
      })
      return { status: answer.status, headers: answer.headers, body: await answer.json() }
    }
  },
  'PUT /v1/institution/goods/{goodsId}/stock': onOwnGoods('PUT', 'stock', { stockTotal: 7 }),
  'PUT /v1/institution/goods/{goodsId}/picture': async (by) => {
    const upload = await ACTS['POST /v1/institution/pictures']?.(mall.owner)
    const { pictureDigest } = (await upload?.())?.body as { pictureDigest: string }
    return onOwnGoods('PUT', 'picture', { pictureDigest })(by)
  },
  'PUT /v1/institution/goods/{goodsId}/budget': onOwnGoods('PUT', 'budget', { budgetFen: 99_000_000 }),
  'POST /v1/institution/goods/{goodsId}/withdrawal': onOwnGoods('POST', 'withdrawal'),
  'PUT /v1/institution/goods-consents/{goodsId}': async (by) => {
    const goodsId = await listed(other, { shopIds: [mall.shopId] })
    return () => by.send('PUT', `/v1/institution/goods-consents/${goodsId}`, { isAgreed: true })
  },
  'POST /v1/tills': async (by) => () => registerTill(by, mall.shopId),
  'POST /v1/tills/{tillId}/redemptions': async (by) => {
    const till = await tillOf(by, mall.shopId)
    const { phone, voucherId } = await withVoucher(world, mall)
    const { digits } = (await showCode(phone, voucherId)).body as { digits: string }
    return () => till.scan(digits)
  },
  'POST /v1/tills/{tillId}/redemptions/{voucherId}/undo': async (by) => {
    const till = await tillOf(by, mall.shopId)
    const voucherId = await redeemOne(world, till, await listed(mall))
    return () => till.undo(voucherId)
  },
  'POST /v1/tills/{tillId}/snapshots': async (by) => {
    const till = await openOfflineTill(world, by, mall.shopId)
    return () => till.sync()
  },
  'POST /v1/tills/{tillId}/log': async (by) => {
    const till = await openOfflineTill(world, by, mall.shopId)
    const { phone, voucherId } = await withVoucher(world, mall, { isOffline: true })
    await till.sync()
    const { form } = (await phone.send('POST', `/v1/me/vouchers/${voucherId}/offline-form`)).body as {
      form: string
    }
    till.takeOffline(form)
    return () => till.tell()
  },
  'POST /v1/institution/turn-backs': async (by) => () =>
    by.send('POST', '/v1/institution/turn-backs', undefined, keyed()),
  'POST /v1/institution/statements/{statementId}/confirmation': async (by) => {
    const statementId = await statementIdOf('2026-05-05')
    return () => by.send('POST', `/v1/institution/statements/${statementId}/confirmation`)
  },
  'POST /v1/institution/statements/{statementId}/dispute': async (by) => {
    const statementId = await statementIdOf('2026-05-06')
    return () => by.send('POST', `/v1/institution/statements/${statementId}/dispute`, { reason: '少一笔' })
  },
  'POST /v1/institution/disputes/{statementId}/answer': async (by) => {
    const statementId = await statementIdOf('2026-05-07')
    await mall.owner.send('POST', `/v1/institution/statements/${statementId}/dispute`, { reason: '少一笔' })
    return () => by.send('POST', `/v1/institution/disputes/${statementId}/answer`, { answer: '没有少' })
  },
  'POST /v1/institution/dues/{statementId}/payment': async (by) => {
    const statementId = await statementIdOf('2026-05-04')
    const payment = { reference: '工行 1', fen: 1800 }
    return () => by.send('POST', `/v1/institution/dues/${statementId}/payment`, payment)
  },
  'POST /v1/institution/methodology-proposals': async (by) => () =>
    by.send('POST', '/v1/institution/methodology-proposals', { revises: null, record: {} }, keyed()),
  'PUT /v1/institution/methodology-proposals/{proposalId}/record': async (by) => {
    const path = await draftOf(mall.owner)
    return () => by.send('PUT', `${path}/record`, { record: { sceneId: 'bus' } })
  },
  'POST /v1/institution/methodology-proposals/{proposalId}/submission': async (by) => {
    const path = await draftOf(mall.owner)
    return () => by.send('POST', `${path}/submission`)
  },
  'POST /v1/institution/methodology-proposals/{proposalId}/withdrawal': async (by) => {
    const path = await draftOf(mall.owner)
    return () => by.send('POST', `${path}/withdrawal`, { reasons: '不做了' })
  },
  'POST /v1/institution/projects': async (by) => () => opened(by, '/v1/institution', roof()),
  'PUT /v1/institution/projects/{projectId}/record': async (by) => {
    const { path, record } = await projectOf()
    return () => by.send('PUT', `${path}/record`, { record: { ...record, name: '另一处屋顶' } })
  },
  'POST /v1/institution/projects/{projectId}/application': async (by) => {
    const { path } = await measuredProject()
    return () => by.send('POST', `${path}/application`)
  },
  'POST /v1/institution/projects/{projectId}/withdrawal': async (by) => {
    const { path } = await projectOf()
    return () => by.send('POST', `${path}/withdrawal`, { words: '不做了' })
  },
  'POST /v1/institution/projects/{projectId}/readings/{pushId}': async (by) => {
    const { path, record } = await projectOf()
    return () => sendFile(world, by.token, `${path}/readings/april`, readingsIn(record, APRIL))
  },
  'POST /v1/institution/projects/{projectId}/reports': async (by) => {
    const { path, record, projectId } = await measuredProject()
    await mall.owner.send('POST', `${path}/application`)
    await approved(bodies, projectId)
    await signsIssue(bodies.exchange, projectId)
    await signsIssue(bodies.bureau, projectId)
    await sendFile(world, mall.owner.token, `${path}/readings/may`, readingsIn(record, MAY_SO_FAR))
    return () => by.send('POST', `${path}/reports`, { period: MAY_SO_FAR })
  },
  'POST /v1/institution/project-entrustments': async (by) => () =>
    by.send('POST', '/v1/institution/project-entrustments', entrustmentOf()),
  'DELETE /v1/institution/project-entrustments/{entrustmentId}': async (by) => {
    const given = await mall.owner.send('POST', '/v1/institution/project-entrustments', entrustmentOf())
    return () =>
      by.send('DELETE', `/v1/institution/project-entrustments/${given.body.entrustmentId as string}`)
  },
  'POST /v1/institution/surrenders': async (by) => {
    const { path, projectId } = await measuredProject()
    await mall.owner.send('POST', `${path}/application`)
    await approved(bodies, projectId)
    await signsIssue(bodies.exchange, projectId)
    await signsIssue(bodies.bureau, projectId)
    const asked = { complianceYear: 2026, milligrams: '1000' }
    return () => by.send('POST', '/v1/institution/surrenders', asked, keyed())
  },
  'POST /v1/institution/groups': async (by) => () => askToOpen(by, 'company'),
  'POST /v1/institution/groups/{groupId}/code': async (by) => {
    const { groupId } = await openedGroup(mall.owner, 'company')
    return () => by.send('POST', `/v1/institution/groups/${groupId}/code`)
  },
  'POST /v1/institution/groups/{groupId}/closure': async (by) => {
    const { groupId } = await openedGroup(mall.owner, 'company')
    return () => by.send('POST', `/v1/institution/groups/${groupId}/closure`)
  },
  'POST /v1/institution/scene-applications': async (by) => {
    const path = await ferryDraft()
    await mall.owner.send('POST', `${path}/withdrawal`, { reasons: '另报' })
    return () => draftFerry(by, { operatorId: 'bike-blue' })
  },
  'PUT /v1/institution/scene-applications/{applicationId}/record': async (by) => {
    const path = await ferryDraft()
    const record = { ...ferryRecord(), dataSource: '每日核对' }
    return () => by.send('PUT', `${path}/record`, { record })
  },
  'POST /v1/institution/scene-applications/{applicationId}/submission': async (by) => {
    const path = await ferryDraft()
    return () => by.send('POST', `${path}/submission`)
  },
  'POST /v1/institution/scene-applications/{applicationId}/withdrawal': async (by) => {
    const path = await ferryDraft()
    return () => by.send('POST', `${path}/withdrawal`, { reasons: '不做了' })
  },
  'POST /v1/institution/scene-applications/{applicationId}/extensions': async (by) => {
    const { sql } = world.platform.deps
    await sql`INSERT INTO scene_provider VALUES ('bus', 'bike-blue', 9, '测试', 'test') ON CONFLICT DO NOTHING`
    const own = (await mall.owner.get(APPLICATIONS)).body as {
      items: { applicationId: string; sceneId: string }[]
    }
    const known = own.items.find(({ sceneId }) => sceneId === 'bus')?.applicationId
    const live = { sceneId: 'bus', operatorId: 'bike-blue', until: '2026-06-30' }
    const id = known ?? (await makeLive(sql, live, world.clock.now()))
    return () => by.send('POST', `${APPLICATIONS}/${id}/extensions`, { until: '2027-06-30', reasons: '延期' })
  },
  'POST /v1/institution/credit-corrections': async (by) => {
    corrections += 1
    const month = `2026-0${corrections}`
    return () =>
      by.send('POST', '/v1/institution/credit-corrections', { lineId: 'projects', month, text: '少算了' })
  },
  'POST /v1/institution/credit-statements': async (by) => () => makeStatement(by, '/v1/institution', STATED),
  'POST /v1/institution/credit-statements/{statementId}/codes': async (by) => {
    const path = await statedPath()
    return () => by.send('POST', `${path}/codes`)
  },
  'POST /v1/institution/credit-statements/{statementId}/revocation': async (by) => {
    const path = await statedPath()
    return () => by.send('POST', `${path}/revocation`)
  },
  'POST /v1/institution/given-credit-statements/{statementId}/readings': async (by) => {
    const creditCode = mall.institution.creditCode
    const { body } = await makeStatement(other.owner, '/v1/institution', { ...STATED, creditCode })
    return () => readsGiven(by, body.statementId as string)
  },
}

let corrections = 0
const STATED = { from: '2026-05-08', to: '2026-05-10' }
/** A statement of the mall's own for whoever is shown a code. */
const statedPath = async (): Promise<string> => {
  const { body } = await makeStatement(mall.owner, '/v1/institution', STATED)
  return `/v1/institution/credit-statements/${body.statementId as string}`
}
const APRIL = { from: '2026-04-01', to: '2026-05-01' }
const MAY_SO_FAR = { from: '2026-05-01', to: '2026-05-05' }
let roofs = 0
/** A roof with a site and a meter of its own. */
const roof = (): ProjectRecord => {
  roofs += 1
  const siteKeys = [{ kind: 'gridAccount' as const, value: String(310_100_010_000 + roofs) }]
  return pvRecord({ siteKeys, meters: [{ meterNo: `PV-METER-${roofs}`, measure: 'generated' }] })
}
const entrustmentOf = () => ({
  institutionId: other.owner.institutionId,
  siteKey: roof().siteKeys[0],
})
const readingsIn = ({ meters }: ProjectRecord, days: { from: string; to: string }): string =>
  readingsOf(days, { meterNo: meters[0]?.meterNo ?? '' })
const projectOf = async () => {
  const record = roof()
  const { projectId } = (await opened(mall.owner, '/v1/institution', record)).body as { projectId: string }
  return { projectId, record, path: `/v1/institution/projects/${projectId}` }
}
const measuredProject = async () => {
  const project = await projectOf()
  const file = readingsIn(project.record, APRIL)
  await sendFile(world, mall.owner.token, `${project.path}/readings/april`, file)
  return project
}

/** A digest of all rows there are, by table; retries' answers left out. */
const everything = async (): Promise<Record<string, string>> => {
  const { sql } = world.platform.deps
  const tables = await sql<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'idempotency_key' ORDER BY 1`
  const digests = await Promise.all(
    tables.map(async ({ name }): Promise<[string, string]> => {
      const rows = await sql`SELECT md5(t::text) AS row FROM ${sql(name)} AS t ORDER BY 1`
      const hash = createHash('md5')
      for (const { row } of rows) hash.update(row as string)
      return [name, `${rows.length} ${hash.digest('hex')}`]
    }),
  )
  return Object.fromEntries(digests)
}

/** The tables in which rows are other than they were. */
const changedSince = async (before: Record<string, string>): Promise<string[]> => {
  const now = await everything()
  return Object.keys(now).filter((table) => now[table] !== before[table])
}

/** What her dismissal writes itself: two rows change and one comes, of a session or none. */
const BY_DISMISSAL = [
  'audit_entry',
  'audit_head',
  'institution_invitation',
  'institution_member',
  'session',
  'till',
]
const rowsOf = (all: Record<string, string>): string[] =>
  BY_DISMISSAL.map((table) => `${table} ${all[table]?.split(' ')[0] ?? ''}`)

const ofMall = () => new Map([['credit-code', mall.institution.creditCode]])
const actAgain = async (): Promise<void> => {
  const { name, kinds } = { name: '回来了', kinds: 'mall-operator,merchant,sponsor,scene-operator' }
  const names = [
    ['name', name],
    ['name-en', 'Back'],
  ] as const
  const options = new Map([...ofMall(), ...names, ['kinds', kinds], ['operator', 'bike-blue']])
  await registerInstitution(world.platform.deps, options)
  mall = await atWork(world, mall)
}

describe('a member who is dismissed while she has an act under way', () => {
  it('is asked about by every route by which members write', () => {
    expect(Object.keys(ACTS).sort()).toEqual([...written].sort())
  })

  it.each(Object.entries(ACTS))('has %s refused, and nothing is written', async (route, prepare) => {
    const { sql } = world.platform.deps
    const leaving = await invited(world, mall.owner, 'owner')
    const act = await prepare(leaving)
    const before = await everything()
    const answers = await sql.begin(async (log) => {
      await log`SELECT FROM audit_head FOR UPDATE`
      const dismissal = mall.owner.send('DELETE', `/v1/institution/members/${leaving.memberId}`)
      await untilWaiting(sql)
      const refused = act()
      await untilWaiting(sql, 2)
      return { dismissal, refused }
    })
    const [dismissal, refused] = await Promise.all([answers.dismissal, answers.refused])
    expect(dismissal.status).toBe(204)
    // Her till went with her.
    const code = route.endsWith('/redemptions') ? 'till.unknown' : 'access.not-signed-in'
    expect(refused.body.code).toBe(code)
    expect((await changedSince(before)).filter((table) => !BY_DISMISSAL.includes(table))).toEqual([])
    const expected = rowsOf(before).map((line) =>
      line.replace(/^audit_entry (\d+)$/, (_, rows: string) => `audit_entry ${Number(rows) + 1}`),
    )
    expect(rowsOf(await everything())).toEqual(expected)
  })

  it.each(Object.entries(ACTS))('where she stays, %s is done', async (route, prepare) => {
    const act = await prepare(await invited(world, mall.owner, 'owner'))
    const before = await everything()
    const done = await act()
    const outcome = route.endsWith('/redemptions') ? 'redeemed' : undefined
    expect([Math.floor(done.status / 100), done.body?.outcome]).toEqual([2, outcome])
    expect(await changedSince(before)).not.toEqual([])
  })

  it('is dismissed before what she begins next, however much she keeps under way', async () => {
    const { sql } = world.platform.deps
    const leaving = await invited(world, mall.owner, 'manager')
    const [held, free] = [await listed(mall), await listed(mall)]
    const stocked = (goodsId: string) =>
      leaving.send('PUT', `/v1/institution/goods/${goodsId}/stock`, { stockTotal: 7 })
    const answers = await sql.begin(async (seller) => {
      await seller`SELECT FROM goods WHERE goods_id = ${decodeId('gds', held) ?? ''} FOR UPDATE`
      const first = stocked(held)
      await untilWaiting(sql)
      const dismissal = mall.owner.send('DELETE', `/v1/institution/members/${leaving.memberId}`)
      await untilWaiting(sql, 2)
      const next = stocked(free)
      await untilWaiting(sql, 3)
      return [first, dismissal, next]
    })
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 204, 401])
  })

  it.each(['PUT /v1/institution/goods/{goodsId}/budget', 'POST /v1/tills/{tillId}/redemptions'])(
    'has %s refused as well where her institution is suspended',
    async (route) => {
      const { sql } = world.platform.deps
      const act = await ACTS[route]!(await invited(world, mall.owner, 'owner'))
      const before = await everything()
      const answers = await sql.begin(async (log) => {
        await log`SELECT FROM audit_head FOR UPDATE`
        const suspension = suspendInstitution(world.platform.deps, ofMall())
        await untilWaiting(sql)
        const refused = act()
        await untilWaiting(sql, 2)
        return { suspension, refused }
      })
      expect(await answers.suspension).toContain('is suspended')
      const code = route.endsWith('/redemptions') ? 'till.unknown' : 'access.not-signed-in'
      expect((await answers.refused).body.code).toBe(code)
      const bySuspension = ['audit_entry', 'audit_head', 'institution', 'session']
      expect((await changedSince(before)).filter((table) => !bySuspension.includes(table))).toEqual([])
      await actAgain()
    },
  )

  it('has what she has under way done before her institution is suspended', async () => {
    const { sql } = world.platform.deps
    const goodsId = await listed(mall)
    const answers = await sql.begin(async (seller) => {
      await seller`SELECT FROM goods WHERE goods_id = ${decodeId('gds', goodsId) ?? ''} FOR UPDATE`
      const budget = mall.owner.send('PUT', `/v1/institution/goods/${goodsId}/budget`, {
        budgetFen: 9_000_000,
      })
      await untilWaiting(sql)
      const suspension = suspendInstitution(world.platform.deps, ofMall())
      await untilWaiting(sql, 2)
      return { budget, suspension }
    })
    expect((await answers.budget).status).toBe(200)
    expect(await answers.suspension).toContain('is suspended')
    const log = await sql<{ action: string }[]>`SELECT action FROM audit_entry ORDER BY sequence DESC LIMIT 2`
    expect(log.map(({ action }) => action)).toEqual(['institution.suspended', 'goods.budget-changed'])
    await actAgain()
  })

  it('leaves an audit without a fault', async () => {
    expect(await mallFaults(world)).toEqual([])
  })
})

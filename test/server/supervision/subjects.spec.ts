import { encodeId } from '#domain/id'
import { registerOperator } from '#test/harness/index'
import { registerTestInstitution } from '#test/harness/institution-world'
import { accountIdOf, mei } from '#test/harness/resident-world'
import { startSupervisionWorld, stop, type SupervisionWorld } from '#test/harness/supervision-world'

let world: SupervisionWorld
beforeAll(async () => {
  world = await startSupervisionWorld()
})
afterAll(() => world.close())

const look = (kind: string, id: string) =>
  world.centre.get(`/v1/staff/suspension-subjects?kind=${kind}&id=${encodeURIComponent(id)}`)

const lastLogged = async () => {
  const [entry] = await world.platform.deps.sql`
    SELECT subject, detail FROM audit_entry WHERE action = 'supervision.searched' ORDER BY sequence DESC LIMIT 1`
  return entry
}

describe('whose id it is, before it is stopped', () => {
  it('is said of an account by since when it is open, never by a name; she is told and the look is logged', async () => {
    const accountId = await accountIdOf(world, await world.resident(mei))
    const wireId = encodeId('acc', accountId)
    const { sql } = world.platform.deps
    const [opened] = await sql<{ opened_at: Date }[]>`
      SELECT opened_at FROM account WHERE account_id = ${accountId}`
    const found = await look('account', ` ${wireId} `)
    expect(found).toMatchObject({
      status: 200,
      body: {
        ...{ subject: { kind: 'account', accountId: wireId }, name: null },
        since: opened?.opened_at.toISOString(),
      },
    })
    expect(JSON.stringify(found.body)).not.toContain(mei.maskedName)
    expect(await sql`SELECT purpose_zh FROM data_read WHERE account_id = ${accountId}`).toMatchObject([
      { purpose_zh: '处理账户暂停' },
    ])
    expect(await lastLogged()).toMatchObject({
      ...{ subject: wireId, detail: { kind: 'account', why: 'suspension', hits: 1 } },
    })
    await stop(world.bureau, { accountId })
    expect(await look('account', wireId)).toMatchObject({
      ...{ status: 409, body: { code: 'suspension.already-there', where: '/query/id' } },
    })
  })

  it('is said of an operator and an institution by their names', async () => {
    await registerOperator(world.platform.deps, 'sptcc')
    const institution = await registerTestInstitution(world)
    const [kept] = await world.platform.deps.sql<{ institution_id: string; name_zh: string }[]>`
      SELECT institution_id, name_zh FROM institution WHERE credit_code = ${institution.creditCode}`
    const wireId = encodeId('org', kept?.institution_id ?? '')
    expect((await look('operator', 'sptcc')).body).toMatchObject({
      ...{ subject: { kind: 'operator', operatorId: 'sptcc' }, since: null },
      name: { zh: expect.stringMatching(/./) },
    })
    expect((await look('institution', wireId)).body).toMatchObject({
      subject: { kind: 'institution', institutionId: wireId },
      name: { zh: kept?.name_zh },
    })
  })

  it.each([
    ['operator', 'sptc'],
    ['operator', '上海公共交通卡'],
    ['account', '张三'],
    ['institution', encodeId('org', '00000000-0000-8000-8000-0000000000aa')],
  ])('is nobody’s where it is none, and what was typed is not kept: %s %s', async (kind, id) => {
    expect(await look(kind, id)).toMatchObject({
      ...{ status: 404, body: { code: 'request.not-found', where: '/query/id' } },
    })
    expect(await lastLogged()).toMatchObject({ subject: 'nothing', detail: { kind, hits: 0 } })
  })
})

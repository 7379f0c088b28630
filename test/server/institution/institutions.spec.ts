import { generateKeyPairSync, randomUUID } from 'node:crypto'

import { decodeId } from '#domain/id'
import { auditEverything } from '#server/audit/index'
import { registerInstitution, retireInstitutionKey, suspendInstitution } from '#server/admin/index'
import { findAuditBreak } from '#server/platform/index'
import {
  actAs,
  invited,
  joinBy,
  mandateOf,
  newcomer,
  openTestShop,
  ownerOf,
  present,
  registerTestInstitution,
  type Acting,
  type TestInstitution,
} from '#test/harness/institution-world'
import { bo, mei, startResidentWorld, type Answer, type ResidentWorld } from '#test/harness/resident-world'
import { untilWaiting } from '#test/harness/until-waiting'

let world: ResidentWorld
let cafe: TestInstitution
let owner: Acting
let shopId: string
beforeAll(async () => {
  world = await startResidentWorld()
  cafe = await registerTestInstitution(world)
  owner = await ownerOf(world, cafe)
  shopId = await openTestShop(owner)
})
afterAll(() => world.close())

const invite = (by: Acting, role: string, shopIds: readonly string[] = []) =>
  by.send('POST', '/v1/institution/invitations', { role, displayName: '小周', shopIds })

/** The member as the log names her. */
const uuidOf = ({ memberId }: Acting): string => decodeId('mem', memberId) ?? ''

const actions = async (subject: string): Promise<string[]> => {
  const rows = await world.platform.deps.sql<{ line: string }[]>`
    SELECT actor || ' ' || action AS line FROM audit_entry WHERE subject = ${subject} ORDER BY sequence`
  return rows.map(({ line }) => line)
}

describe('a mandate', () => {
  it('makes an owner of whoever is handed its invitation, also without a real name', async () => {
    const memberships = await owner.phone.get('/v1/me/memberships')
    expect(memberships.body.items).toMatchObject([
      {
        memberId: owner.memberId,
        role: 'owner',
        displayName: '陈店长',
        isMerchant: true,
        isMallOperator: true,
      },
    ])
    expect(memberships.body.items[0].shops).toMatchObject([{ shopId, name: { zh: '梧桐咖啡馆' } }])
  })

  it('counts once', async () => {
    const mandate = await mandateOf(world, cafe)
    expect((await present(world, mandate)).status).toBe(201)
    expect((await present(world, mandate)).body.code).toBe('mandate.used')
  })

  it.each([
    ['of another type', { typ: 'JWT' }],
    ['meant for somebody else', { claims: { aud: 'elsewhere' } }],
    ['in the name of another institution', { claims: { iss: '91350100M000100Y43' } }],
    ['that has run out', { claims: { iat: 1_700_000_000, exp: 1_700_000_100 } }],
    ['that has not begun', { claims: { iat: 4_000_000_000, exp: 4_000_000_100 } }],
    ['that speaks for ten years', { claims: { iat: 1_777_000_000, exp: 2_092_000_000 } }],
    ['without an owner', { claims: { owner: {} } }],
  ])('%s is refused', async (_what, changes) => {
    const answer = await present(world, await mandateOf(world, cafe, changes))
    expect([answer.status, answer.body.code]).toEqual([403, 'mandate.refused'])
  })

  it('is refused when forged, altered, or of a key nobody knows', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const good = await mandateOf(world, cafe)
    const forged = [
      await mandateOf(world, { ...cafe, key: privateKey }),
      await mandateOf(world, { ...cafe, keyId: 'nobody' }),
      good.replace(/\.[^.]+\./, (claims) => `${claims.slice(0, -2)}A.`),
      'a'.repeat(60),
    ]
    for (const mandate of forged) expect((await present(world, mandate)).body.code).toBe('mandate.refused')
  })

  it.each([
    ['a control', { kid: 'a\u0000b' }],
    ['an object', { kid: { a: 1 } }],
    ['a number', { kid: 5 }],
    ['a list', { kid: ['x'] }],
    ['nothing', { kid: null }],
  ])('names its key by an id of one: not with %s', async (_what, header) => {
    const parts = [{ alg: 'EdDSA', typ: 'mandate+jwt', ...header }, { aud: 'suitan' }]
    const jws = [
      ...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')),
      'A'.repeat(86),
    ]
    const answer = await present(world, jws.join('.'))
    expect([answer.status, answer.body.code]).toEqual([403, 'mandate.refused'])
  })

  it.each([
    ['its own id', { jti: 'mandate-\u0000-1' }],
    ['the owner’s name', { owner: { displayName: '陈\u0000店长' } }],
    ['what turns a line round', { owner: { displayName: '陈\u202e店长' } }],
  ])('says nothing that nobody types: %s', async (_what, claims) => {
    const answer = await present(world, await mandateOf(world, cafe, { claims }))
    expect([answer.status, answer.body.code]).toEqual([403, 'mandate.refused'])
  })

  it('is refused under a key that was retired', async () => {
    const other = await registerTestInstitution(world)
    const mandate = await mandateOf(world, other)
    await retireInstitutionKey(world.platform.deps, new Map([['key-id', other.keyId]]))
    expect((await present(world, mandate)).body.code).toBe('mandate.refused')
  })
})

describe('an invitation', () => {
  it('makes one person a cashier of the shops it names', async () => {
    const { body } = await invite(owner, 'cashier', [shopId])
    const phone = await newcomer(world)
    const joined = await phone.send('POST', '/v1/me/memberships', { code: body.code })
    expect(joined.status).toBe(201)
    expect(joined.body).toMatchObject({ role: 'cashier', displayName: '小周', shops: [{ shopId }] })
    const late = await newcomer(world)
    const second = await late.send('POST', '/v1/me/memberships', { code: body.code })
    expect([second.status, second.body.code]).toEqual([404, 'invitation.refused'])
  })

  it('is read before it is accepted, by anybody who holds its code, and stays good', async () => {
    const { body } = await invite(owner, 'cashier', [shopId])
    const phone = await newcomer(world)
    const look = () => phone.send('POST', '/v1/me/memberships/preview', { code: body.code })
    const preview = await look()
    expect(preview.status).toBe(200)
    expect(preview.body).toMatchObject({
      ...{ role: 'cashier', displayName: '小周', expiresAt: body.expiresAt },
      shops: [{ shopId, name: { zh: '梧桐咖啡馆' } }],
    })
    expect((await phone.get('/v1/me/memberships')).body.items).toEqual([])
    const manager = await invite(owner, 'manager')
    const all = await phone.send('POST', '/v1/me/memberships/preview', { code: manager.body.code })
    expect(all.body.shops.length).toBeGreaterThanOrEqual(1)
    const { memberId } = await joinBy(world, phone, body.code as string)
    expect(memberId).toMatch(/^mem_/)
    expect([(await look()).status, (await look()).body.code]).toEqual([404, 'invitation.refused'])
  })

  it('is taken by one of two who scan it at once', async () => {
    const { body } = await invite(owner, 'cashier', [shopId])
    const phones = await Promise.all([newcomer(world), newcomer(world)])
    const answers = await Promise.all(
      phones.map((phone) => phone.send('POST', '/v1/me/memberships', { code: body.code })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404])
  })

  it('runs out after a quarter of an hour', async () => {
    const { body } = await invite(owner, 'manager')
    world.clock.advanceSeconds(15 * 60)
    const answer = await (await newcomer(world)).send('POST', '/v1/me/memberships', { code: body.code })
    expect(answer.body.code).toBe('invitation.refused')
    owner = await actAs(world, owner.phone, owner.memberId)
  })

  it('stays good when a member tries it on herself', async () => {
    const { body } = await invite(owner, 'cashier', [shopId])
    const again = await owner.phone.send('POST', '/v1/me/memberships', { code: body.code })
    expect([again.status, again.body.code]).toEqual([409, 'invitation.already-member'])
    expect((await joinBy(world, await newcomer(world), body.code as string)).memberId).toMatch(/^mem_/)
  })

  it('leads no cashier to no shop, nor to a shop that is another’s or closed', async () => {
    const other = await ownerOf(world, await registerTestInstitution(world))
    const elsewhere = await openTestShop(other)
    const closed = await openTestShop(owner, '旧店')
    expect((await owner.send('POST', `/v1/institution/shops/${closed}/closure`)).status).toBe(200)
    for (const shops of [[], [elsewhere], [shopId, closed]]) {
      const answer = await invite(owner, 'cashier', shops)
      expect([answer.status, answer.body.where]).toEqual([400, '/body/shopIds'])
    }
    expect((await invite(owner, 'manager', [shopId])).body.code).toBe('request.invalid')
  })
})

describe('a member', () => {
  it('changes only what her role may', async () => {
    const manager = await invited(world, owner, 'manager')
    const cashier = await invited(world, owner, 'cashier', [shopId])
    expect((await manager.get('/v1/institution/shops')).status).toBe(200)
    for (const refused of [
      await manager.get('/v1/institution/members'),
      await invite(manager, 'cashier', [shopId]),
      await cashier.get('/v1/institution/shops'),
      await cashier.send('DELETE', `/v1/institution/members/${manager.memberId}`),
    ])
      expect([refused.status, refused.body.code]).toEqual([403, 'access.not-permitted'])
  })

  it('is no resident, and a resident no member', async () => {
    const phone = await world.resident(mei)
    expect((await phone.get('/v1/institution/members')).status).toBe(403)
    expect((await owner.get('/v1/me/points')).status).toBe(403)
    expect((await phone.send('POST', `/v1/me/memberships/${owner.memberId}/sessions`)).status).toBe(404)
  })

  it('who is dismissed is out at once, on every phone, and cannot come back', async () => {
    const cashier = await invited(world, owner, 'cashier', [shopId])
    const secondSession = await actAs(world, cashier.phone, cashier.memberId)
    const listed = (await owner.get('/v1/institution/members')).body.items as { memberId: string }[]
    expect(listed.map(({ memberId }) => memberId)).toContain(cashier.memberId)
    expect((await owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`)).status).toBe(204)
    for (const session of [cashier, secondSession])
      expect((await session.get('/v1/institution/shops')).status).toBe(401)
    expect((await cashier.phone.send('POST', `/v1/me/memberships/${cashier.memberId}/sessions`)).status).toBe(
      404,
    )
    expect((await cashier.phone.get('/v1/me/memberships')).body.items).toEqual([])
    const left = (await owner.get('/v1/institution/members')).body.items as { memberId: string }[]
    expect(left.map(({ memberId }) => memberId)).not.toContain(cashier.memberId)
    const again = await owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`)
    expect(again.body.code).toBe('request.not-found')
  })

  it('of another institution is nobody here', async () => {
    const other = await ownerOf(world, await registerTestInstitution(world))
    const answer = await other.send('DELETE', `/v1/institution/members/${owner.memberId}`)
    expect(answer.body.code).toBe('request.not-found')
    expect((await other.send('POST', `/v1/institution/shops/${shopId}/closure`)).body.code).toBe(
      'request.not-found',
    )
    expect((await other.get('/v1/institution/shops')).body.items).toEqual([])
  })

  it('who is the last owner stays; of two who dismiss each other one does', async () => {
    const two = await registerTestInstitution(world)
    const first = await ownerOf(world, two)
    const alone = await first.send('DELETE', `/v1/institution/members/${first.memberId}`)
    expect([alone.status, alone.body.code]).toEqual([409, 'institution.last-owner'])
    const second = await invited(world, first, 'owner')
    const answers = await Promise.all([
      first.send('DELETE', `/v1/institution/members/${second.memberId}`),
      second.send('DELETE', `/v1/institution/members/${first.memberId}`),
    ])
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
  })

  it('who was dismissed comes back by no invitation of her own, whichever of the two was first', async () => {
    const { sql } = world.platform.deps
    for (const isInvitingFirst of [true, false]) {
      const leaving = await invited(world, owner, 'owner')
      const inviting = () => invite(leaving, 'owner')
      const dismissing = () => owner.send('DELETE', `/v1/institution/members/${leaving.memberId}`)
      const answers = await sql.begin(
        async (log): Promise<{ invitation: Promise<Answer>; dismissal: Promise<Answer> }> => {
          await log`SELECT FROM audit_head FOR UPDATE`
          const first = isInvitingFirst ? inviting() : dismissing()
          await untilWaiting(sql)
          const second = isInvitingFirst ? dismissing() : inviting()
          await untilWaiting(sql, 2)
          return isInvitingFirst
            ? { invitation: first, dismissal: second }
            : { invitation: second, dismissal: first }
        },
      )
      expect((await answers.dismissal).status).toBe(204)
      const { status, body } = await answers.invitation
      expect([status, body.code]).toEqual(
        isInvitingFirst ? [201, expect.any(String)] : [401, 'access.not-signed-in'],
      )
      const code = isInvitingFirst ? (body.code as string) : 'AAAAAAAAAAAAAAAAAAAAAA'
      const joined = await leaving.phone.send('POST', '/v1/me/memberships', { code })
      expect([joined.status, joined.body.code]).toEqual([404, 'invitation.refused'])
    }
  })

  it('who accepts is not let in by somebody who is being dismissed', async () => {
    const { sql } = world.platform.deps
    const leaving = await invited(world, owner, 'owner')
    const { code } = (await invite(leaving, 'owner')).body
    const phone = await newcomer(world)
    const answers = await sql.begin(async (log) => {
      await log`SELECT FROM audit_head FOR UPDATE`
      const dismissal = owner.send('DELETE', `/v1/institution/members/${leaving.memberId}`)
      await untilWaiting(sql)
      const joining = phone.send('POST', '/v1/me/memberships', { code })
      await untilWaiting(sql, 2)
      return { dismissal, joining }
    })
    expect((await answers.dismissal).status).toBe(204)
    expect((await answers.joining).body.code).toBe('invitation.refused')
  })

  it('who was dismissed dismisses nobody any more', async () => {
    const { sql } = world.platform.deps
    const leaving = await invited(world, owner, 'owner')
    const colleague = await invited(world, owner, 'manager')
    const answers = await sql.begin(async (log) => {
      await log`SELECT FROM audit_head FOR UPDATE`
      const dismissal = owner.send('DELETE', `/v1/institution/members/${leaving.memberId}`)
      await untilWaiting(sql)
      const after = leaving.send('DELETE', `/v1/institution/members/${colleague.memberId}`)
      await untilWaiting(sql, 2)
      return { dismissal, after }
    })
    expect((await answers.dismissal).status).toBe(204)
    expect((await answers.after).body.code).toBe('access.not-signed-in')
    expect((await colleague.get('/v1/institution/shops')).status).toBe(200)
  })

  it('stays signed in no longer than her token', async () => {
    const cashier = await invited(world, owner, 'manager')
    world.clock.advanceSeconds(15 * 60)
    expect((await cashier.get('/v1/institution/shops')).status).toBe(401)
    owner = await actAs(world, owner.phone, owner.memberId)
  })
})

describe('a resident who is a member', () => {
  it('finds it in her export, and stays a member when she closes her account', async () => {
    const phone = await world.resident({ ...bo, subject: 'bo-who-bakes' })
    const { body } = await invite(owner, 'manager')
    const manager = await joinBy(world, phone, body.code as string)
    expect((await phone.get('/v1/me/export')).body.memberships).toMatchObject([
      { role: 'manager', nameThere: '小周' },
    ])
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    const again = await world.signIn({ ...bo, subject: 'bo-who-bakes' })
    expect((await actAs(world, again, manager.memberId)).memberId).toBe(manager.memberId)
  })
})

describe('a shop', () => {
  it('is opened by a merchant only, and closed once', async () => {
    const sponsor = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
    const refused = await sponsor.send('POST', '/v1/institution/shops', {
      name: { zh: '店', en: 'Shop' },
      address: '某路 1 号',
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'institution.not-merchant'])
    const closing = await openTestShop(owner, '要关的店')
    const [one, two] = [
      await owner.send('POST', `/v1/institution/shops/${closing}/closure`),
      await owner.send('POST', `/v1/institution/shops/${closing}/closure`),
    ]
    expect(one.body.closedAt).toBe(two.body.closedAt)
    expect(await actions(closing)).toEqual([
      `member:${uuidOf(owner)} shop.opened`,
      `member:${uuidOf(owner)} shop.closed`,
    ])
  })
})

describe('an institution', () => {
  it('that is suspended is out at once, and back when it is registered again', async () => {
    const institution = await registerTestInstitution(world)
    const chief = await ownerOf(world, institution)
    const { body } = await invite(chief, 'manager')
    const options = new Map([['credit-code', institution.creditCode]])
    expect(await suspendInstitution(world.platform.deps, options)).toContain('1 members')
    expect((await chief.get('/v1/institution/members')).status).toBe(401)
    const session = await chief.phone.send('POST', `/v1/me/memberships/${chief.memberId}/sessions`)
    expect([session.status, session.body.code]).toEqual([403, 'institution.suspended'])
    const late = await newcomer(world)
    const joining = await late.send('POST', '/v1/me/memberships', { code: body.code })
    expect(joining.body.code).toBe('institution.suspended')
    expect((await present(world, await mandateOf(world, institution))).body.code).toBe('mandate.refused')
    await registerInstitution(
      world.platform.deps,
      new Map([...options, ['name', '回来了'], ['name-en', 'Back'], ['kinds', 'merchant']]),
    )
    expect((await actAs(world, chief.phone, chief.memberId)).token).not.toBe('')
    expect((await late.send('POST', '/v1/me/memberships', { code: body.code })).status).toBe(201)
  })

  it('leaves every act of its members in the chained log', async () => {
    const cashier = await invited(world, owner, 'cashier', [shopId])
    await owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`, undefined, {
      'idempotency-key': randomUUID(),
    })
    const lines = await actions(cashier.memberId)
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['member.joined', 'member.dismissed'])
    expect(lines[1]).toBe(`member:${uuidOf(owner)} member.dismissed`)
    expect(await actions(owner.institutionId)).toContain('admin institution.registered')
    expect(await findAuditBreak(world.platform.deps.sql)).toBeNull()
  })
})

describe('the audit', () => {
  const faults = async (): Promise<string[]> => {
    const found: string[] = []
    await auditEverything(world.platform.deps.sql, ({ table, what }) => found.push(`${table}: ${what}`))
    return found
  }

  it('finds nothing to say of all this, and names what somebody changed behind its back', async () => {
    const { sql } = world.platform.deps
    expect(await faults()).toEqual([])
    await sql`UPDATE shop SET opened_at = opened_at - interval '1 day' WHERE shop_id = (SELECT min(shop_id::text)::uuid FROM shop)`
    await sql`
      INSERT INTO institution_member (member_id, institution_id, subject_index, role, display_name, joined_at)
      SELECT gen_random_uuid(), institution_id, '\\x00', 'owner', '混进来的', ${world.clock.now()} FROM institution LIMIT 1`
    await sql`
      INSERT INTO institution_mandate (mandate_id, institution_id, key_id, jti, jws, received_at)
      SELECT gen_random_uuid(), institution_id, key_id, 'invented', jws, received_at FROM institution_mandate LIMIT 1`
    expect((await faults()).sort()).toEqual([
      'institution_mandate: signature',
      'institution_mandate: who and when',
      'institution_member: who and when',
      'shop: a row behind the log',
      'shop: who and when',
    ])
  })
})

import { randomUUID } from 'node:crypto'

import { invited, ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { askToOpen, fiveIn, join, opened, OPENED, reckon, rider, schoolOf } from '#test/harness/group-world'
import { issueRun } from '#test/harness/issued-run'
import {
  ask,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { employ } from '#test/harness/review-world'
import { untilWaiting } from '#test/harness/until-waiting'
import type { CityDay } from '#domain/calendar'

const DAY = '2026-05-03' as CityDay

let world: ResidentWorld
beforeEach(async () => {
  world = await startResidentWorld()
})
afterEach(() => world.close())

const codeOf = ({ status, body }: Answer): string => (status < 300 ? String(status) : (body.code as string))
const together = async (phone: Phone) => (await phone.get('/v1/me/groups')).body
const put = (phone: Phone, district: string): Promise<Answer> =>
  phone.send('PUT', '/v1/me/district', { district })

describe('whoever opens a group', () => {
  it('is a registered school for schools, an institution for companies, centre or bureau for streets, and nobody else', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world, 'sponsor,merchant'))
    const centre = await employ(world, 'centre-qian', 'centre')
    const bureau = await employ(world, 'bureau-qian', 'bureau')
    expect(codeOf(await askToOpen(owner, 'school', '糖果店'))).toBe('group.not-opened-here')
    expect(codeOf(await askToOpen(owner, 'company'))).toBe('201')
    const school = await ownerOf(world, await registerTestInstitution(world, 'school'))
    expect(codeOf(await askToOpen(school, 'school'))).toBe('201')
    expect(codeOf(await askToOpen(school, 'company'))).toBe('201')
    expect(codeOf(await askToOpen(school, 'street'))).toBe('group.not-opened-here')
    expect(codeOf(await askToOpen(owner, 'street'))).toBe('group.not-opened-here')
    expect(codeOf(await askToOpen(centre, 'street'))).toBe('201')
    expect(codeOf(await askToOpen(bureau, 'street'))).toBe('201')
    expect(codeOf(await askToOpen(bureau, 'company'))).toBe('group.not-opened-here')
    expect(codeOf(await askToOpen(await employ(world, 'exchange-qian', 'exchange'), 'street'))).toBe(
      'access.not-permitted',
    )
    const shop = await owner.send('POST', '/v1/institution/shops', {
      ...{ name: { zh: '店', en: 'Shop' }, address: '某路' },
    })
    const cashier = await invited(world, owner, 'cashier', [shop.body.shopId as string])
    expect(codeOf(await askToOpen(cashier, 'school'))).toBe('access.not-permitted')
  })

  it('reads which kinds it may open, and of how many people it is told', async () => {
    const read = async (opener: Parameters<typeof askToOpen>[0], path: string) => {
      const { kinds, peopleMin } = (await opener.get(path)).body
      return [kinds, peopleMin]
    }
    const school = await ownerOf(world, await registerTestInstitution(world, 'school'))
    expect(await read(school, OPENED.institution)).toEqual([['school', 'company'], 5])
    const sponsor = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
    expect(await read(sponsor, OPENED.institution)).toEqual([['company'], 5])
    const bureau = await employ(world, 'bureau-sun', 'bureau')
    expect(await read(bureau, OPENED.staff)).toEqual([['street'], 5])
  })

  it('opens one group however often the request comes, and another under another key', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world, 'school'))
    const key = randomUUID()
    const first = await askToOpen(owner, 'school', '甲', key)
    expect((await askToOpen(owner, 'school', '甲', key)).body).toEqual(first.body)
    expect(codeOf(await askToOpen(owner, 'school', '乙', key))).toBe('request.key-reused')
    await askToOpen(owner, 'school', '甲')
    expect((await owner.get(OPENED.institution)).body.items).toHaveLength(2)
  })

  it('has a limited number of open groups', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
    const { groupId } = await opened(owner, 'company')
    await world.platform.deps.sql`
      INSERT INTO resident_group (group_id, kind, name_zh, name_en, institution_id, code, opener, request_key, opened_at)
      SELECT gen_random_uuid(), kind, name_zh, name_en, institution_id, lpad(n::text, 8, '0'), opener, n::text, opened_at
      FROM resident_group CROSS JOIN generate_series(1, 199) AS n`
    expect(codeOf(await askToOpen(owner, 'company'))).toBe('group.too-many')
    await owner.send('POST', `${OPENED.institution}/${groupId}/closure`)
    expect(codeOf(await askToOpen(owner, 'company'))).toBe('201')
  })

  it('sees a number of people once there are enough of them, and never who they are', async () => {
    const school = await schoolOf(world)
    const four = await fiveIn(world, school, DAY, [1n, 1n, 1n, 1n])
    const read = async () => (await school.opener.get(OPENED.institution)).body
    expect((await read()).items[0].people).toBeNull()
    await join((await rider(world)).phone, school.code)
    expect((await read()).items[0].people).toBe(5)
    const accountId = (await four[0]!.phone.get('/v1/me')).body.accountId as string
    expect(JSON.stringify(await read())).not.toContain(accountId)
  })

  it('renews a code: the old one leads nowhere, who is in stays in', async () => {
    const school = await schoolOf(world)
    const { phone } = await rider(world)
    await join(phone, school.code)
    const renewed = await school.opener.send('POST', `${OPENED.institution}/${school.groupId}/code`)
    expect(renewed.body.code).not.toBe(school.code)
    expect(codeOf(await join((await rider(world)).phone, school.code))).toBe('group.code-unknown')
    expect(codeOf(await join((await rider(world)).phone, renewed.body.code as string))).toBe('201')
    expect((await together(phone)).groups).toHaveLength(1)
  })

  it('closes a group for good; another institution closes nothing of it', async () => {
    const school = await schoolOf(world)
    const { phone } = await rider(world)
    await join(phone, school.code)
    const path = `${OPENED.institution}/${school.groupId}`
    const stranger = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
    expect(codeOf(await stranger.send('POST', `${path}/closure`))).toBe('request.not-found')
    expect((await stranger.get(OPENED.institution)).body.items).toEqual([])
    expect((await school.opener.send('POST', `${path}/closure`)).body.closedAt).not.toBeNull()
    expect(codeOf(await school.opener.send('POST', `${path}/closure`))).toBe('200')
    expect(codeOf(await school.opener.send('POST', `${path}/code`))).toBe('group.closed')
    expect((await together(phone)).groups).toEqual([])
    expect(codeOf(await join(phone, school.code))).toBe('group.code-unknown')
  })
})

describe('a resident', () => {
  it('joins one group of a kind, by what is printed or typed, and is in it once', async () => {
    const [school, other] = [await schoolOf(world, '甲'), await schoolOf(world, '乙')]
    const company = await opened(school.opener, 'company')
    const { phone } = await rider(world)
    const typed = `${school.code.slice(0, 4).toLowerCase()} - ${school.code.slice(4)}`
    expect(codeOf(await join(phone, typed))).toBe('201')
    expect(codeOf(await join(phone, school.code))).toBe('201')
    expect(codeOf(await join(phone, other.code))).toBe('group.kind-taken')
    world.clock.advanceSeconds(1)
    expect(codeOf(await join(phone, company.code))).toBe('201')
    expect((await together(phone)).groups.map(({ kind }: { kind: string }) => kind)).toEqual([
      'school',
      'company',
    ])
    expect(codeOf(await phone.send('POST', '/v1/me/groups/preview', { code: 'ZZZZ-ZZZZ' }))).toBe(
      'group.code-unknown',
    )
  })

  it('is in one group although both codes are sent at the same moment', async () => {
    const [school, other] = [await schoolOf(world, '甲'), await schoolOf(world, '乙')]
    const { phone, accountId } = await rider(world)
    const { sql } = world.platform.deps
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const holding = sql.begin(async (transaction) => {
      await transaction`SELECT FROM resident_group WHERE code IN (${school.code}, ${other.code}) FOR UPDATE`
      await held
    })
    const both = [join(phone, school.code), join(phone, other.code)]
    await untilWaiting(sql, 2)
    release()
    await holding
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(['201', 'group.kind-taken'])
    const rows = await sql`SELECT FROM group_membership WHERE account_id = ${accountId}`
    expect(rows).toHaveLength(1)
  })

  it('agrees to what is shown of her, in the words of the day', async () => {
    const { code } = await schoolOf(world)
    const { phone } = await rider(world)
    const preview = (await phone.send('POST', '/v1/me/groups/preview', { code })).body
    expect(preview).toMatchObject({ kind: 'school', name: { zh: '世界小学' }, isJoined: false })
    expect(preview.openedBy.zh).toMatch(/^机构/)
    expect(preview.consent.paragraphs.length).toBeGreaterThan(2)
    const old = await phone.send('POST', '/v1/me/groups', { code, consentVersion: '1999-01' })
    expect(old.body.code).toBe('group.consent-outdated')
  })

  it('leaves at any time, again without harm, and never a group of others', async () => {
    const school = await schoolOf(world)
    const { phone } = await rider(world)
    const path = `/v1/me/groups/${school.groupId}`
    expect(codeOf(await phone.send('DELETE', path))).toBe('request.not-found')
    expect(codeOf(await phone.get(path))).toBe('request.not-found')
    await join(phone, school.code)
    expect(codeOf(await phone.send('DELETE', path))).toBe('204')
    expect(codeOf(await phone.send('DELETE', path))).toBe('204')
    expect(codeOf(await phone.get(path))).toBe('request.not-found')
    expect(codeOf(await join(phone, school.code))).toBe('201')
  })

  it('reads nobody’s figure off the sum less her own and those of nicknames: where few others saved they have none', async () => {
    const school = await schoolOf(world)
    const path = `/v1/me/groups/${school.groupId}`
    const riders = await fiveIn(world, school, DAY, [1001n, 2003n, 3007n, 4013n, 5021n, 6029n, 7039n])
    const name = (n: number): Promise<Answer> =>
      riders[n]!.phone.send('PUT', `${path}/nickname`, { nickname: `第${n}个` })
    const figures = async () =>
      ((await riders[6]!.phone.get(path)).body.top as { milligrams: number | null }[]).map(
        ({ milligrams }) => milligrams,
      )
    await name(0)
    await reckon(world)
    // Seven savers less the named one and the reader are five.
    expect(await figures()).toEqual([1001])
    await name(1)
    expect((await riders[6]!.phone.get(path)).body.top).toEqual([
      { place: 1, nickname: '第1个', milligrams: null, isOwn: false },
      { place: 2, nickname: '第0个', milligrams: null, isOwn: false },
    ])
    // Who saved nothing hides nobody, and takes nobody's cover by a nickname.
    const idle = await rider(world)
    await join(idle.phone, school.code)
    await reckon(world)
    expect(await figures()).toEqual([null, null])
    await riders[1]!.phone.send('PUT', `${path}/nickname`, { nickname: null })
    await idle.phone.send('PUT', `${path}/nickname`, { nickname: '不动' })
    expect(await figures()).toEqual([1001, 0])
  })

  it('shows a nickname to her group only while she wants to, and sees those of others there', async () => {
    const school = await schoolOf(world)
    const [first, second, third] = await fiveIn(world, school, DAY, [3000n, 2000n, 2000n, 1n, 1n, 1n, 1n, 1n])
    const path = `/v1/me/groups/${school.groupId}`
    const name = (phone: Phone, nickname: string | null): Promise<Answer> =>
      phone.send('PUT', `${path}/nickname`, { nickname })
    await reckon(world)
    expect((await first!.phone.get(path)).body.top).toEqual([])
    expect((await name(first!.phone, ' 骑车的人 ')).body.nickname).toBe('骑车的人')
    await name(second!.phone, '小树')
    expect((await third!.phone.get(path)).body.top).toEqual([
      { place: 1, nickname: '骑车的人', milligrams: 3000, isOwn: false },
      { place: 2, nickname: '小树', milligrams: 2000, isOwn: false },
    ])
    expect((await second!.phone.get(path)).body.top[1].isOwn).toBe(true)
    await name(first!.phone, null)
    expect((await third!.phone.get(path)).body.top).toHaveLength(1)
    await second!.phone.send('DELETE', path)
    expect((await third!.phone.get(path)).body.top).toEqual([])
    const stranger = await rider(world)
    expect(codeOf(await name(stranger.phone, '混进来'))).toBe('request.not-found')
  })
})

describe('a nickname', () => {
  it.each(['   ', '13800000000', '一二三四五六七八九十一二三', '<b>', '小树🌳'])('is not %j', async (bad) => {
    const school = await schoolOf(world)
    const { phone } = await rider(world)
    await join(phone, school.code)
    const path = `/v1/me/groups/${school.groupId}/nickname`
    expect(codeOf(await phone.send('PUT', path, { nickname: bad }))).toBe('group.nickname-invalid')
  })
})

describe('a district', () => {
  it('is named by herself, once a city month, and taken back whenever she likes', async () => {
    const { phone } = await rider(world)
    expect(await together(phone)).toMatchObject({ district: null, districtFrom: null, standing: 'free' })
    expect((await together(phone)).districts).toHaveLength(16)
    expect((await put(phone, '310112')).body.district).toMatchObject({
      ...{ district: '310112', name: { zh: '闵行区' }, changesOn: '2026-06-01', months: [] },
    })
    expect(codeOf(await put(phone, '310112'))).toBe('200')
    expect(codeOf(await put(phone, '310104'))).toBe('district.changed-this-month')
    expect(codeOf(await put(phone, '310199'))).toBe('request.invalid')
    const gone = await phone.send('DELETE', '/v1/me/district')
    expect(gone.body).toMatchObject({ district: null, districtFrom: '2026-06-01' })
    expect(codeOf(await put(phone, '310104'))).toBe('district.changed-this-month')
    world.clock.set('2026-06-01T00:00:00+08:00')
    expect((await put(phone, '310104')).body.district.name.zh).toBe('徐汇区')
  })

  it('has a place by those who named it', async () => {
    const inDistrict = async (district: string, milligrams: readonly bigint[]): Promise<Phone[]> => {
      const riders = await Promise.all(milligrams.map(() => rider(world)))
      for (const { phone } of riders) await put(phone, district)
      const postings = riders.map(({ accountId }, n) => ({ accountId, milligrams: milligrams[n]! }))
      await issueRun(world.platform, { day: DAY, postings })
      return riders.map(({ phone }) => phone)
    }
    const [hers] = await inDistrict('310112', [10n, 20n, 30n, 40n, 51n])
    await inDistrict('310104', [100n, 100n, 100n, 100n, 100n])
    await inDistrict('310101', [1000n])
    await reckon(world)
    const { district } = await together(hers!)
    expect(district.months).toMatchObject([
      {
        month: '2026-05',
        averagePlace: 2,
        sumPlace: 2,
        sumMilligrams: '151',
        averageMilligrams: 30,
        placed: 2,
      },
    ])
    const ranking = (await hers!.get('/v1/me/rankings/district?by=sum')).body
    expect(
      ranking.rows.map(({ subject, place }: { subject: string; place: number }) => [subject, place]),
    ).toEqual([
      ['310104', 1],
      ['310112', 2],
    ])
    expect(ranking).toMatchObject({ withheld: 1, peopleMin: 5, months: ['2026-05'] })
    expect(JSON.stringify(ranking)).not.toContain('310101')
  })
})

describe('a child under 14', () => {
  const MOTHER = 'SIM000000000000903'
  const CHILD = {
    ...{ subject: 'nuo', personId: 'SIM000000000000904', maskedName: '陈*诺', district: '闵行区' },
    ...{ birthDate: '2015-05-04', guardians: [MOTHER] },
  }
  let mother: Phone
  let child: Phone
  let guardianship: string
  beforeEach(async () => {
    const adult = { subject: 'lan', maskedName: '陈*岚', district: '闵行区', birthDate: '1985-02-03' }
    mother = await world.resident({ ...adult, personId: MOTHER })
    child = await world.signIn(CHILD)
    const { code } = (await child.send('POST', '/v1/me/guardian-codes')).body
    const consented = await mother.send('POST', '/v1/me/guardianships', { code })
    guardianship = `/v1/me/guardianships/${consented.body.guardianshipId as string}`
    const { version } = (await ask(`${world.platform.url}/v1/notice`)).body
    await child.send('POST', '/v1/me/account', { noticeVersion: version })
  })

  it('joins a school and names a district once her guardian said yes to that, and never shows a nickname', async () => {
    const school = await schoolOf(world)
    const company = await opened(school.opener, 'company')
    expect((await together(child)).standing).toBe('childWaits')
    expect(codeOf(await join(child, school.code))).toBe('group.guardian-needed')
    expect(codeOf(await put(child, '310112'))).toBe('group.guardian-needed')
    expect((await mother.send('PUT', `${guardianship}/groups`)).body.groupsAllowedAt).not.toBeNull()
    expect((await together(child)).standing).toBe('allowedChild')
    expect(codeOf(await join(child, company.code))).toBe('group.not-for-children')
    expect(codeOf(await join(child, school.code))).toBe('201')
    expect(codeOf(await put(child, '310112'))).toBe('200')
    const path = `/v1/me/groups/${school.groupId}/nickname`
    expect(codeOf(await child.send('PUT', path, { nickname: '诺诺' }))).toBe('group.no-nickname-for-children')
    expect(codeOf(await child.send('PUT', path, { nickname: null }))).toBe('200')
  })

  it.each([
    ['takes that back', 'DELETE', '/groups'],
    ['takes all of her consent back', 'DELETE', ''],
  ] as const)('is out of both at once when her guardian %s', async (_what, method, path) => {
    const school = await schoolOf(world)
    await mother.send('PUT', `${guardianship}/groups`)
    await join(child, school.code)
    await put(child, '310112')
    expect((await mother.send(method, guardianship + path)).status).toBeLessThan(300)
    expect(await together(child)).toMatchObject({ groups: [], district: null })
  })

  it('is let in by nobody but her guardian', async () => {
    const { phone } = await rider(world)
    expect(codeOf(await phone.send('PUT', `${guardianship}/groups`))).toBe('request.not-found')
    expect((await together(child)).standing).toBe('childWaits')
  })
})

describe('a resident who goes', () => {
  it('takes the link to her groups and district with her, and an export had it', async () => {
    const school = await schoolOf(world)
    const { phone, accountId } = await rider(world)
    await join(phone, school.code)
    await put(phone, '310112')
    await phone.send('PUT', `/v1/me/groups/${school.groupId}/nickname`, { nickname: '阿姨' })
    const exported = (await phone.get('/v1/me/export')).body
    expect(exported.groups).toMatchObject([
      { kind: 'school', name: '世界小学', nickname: '阿姨', leftAt: null },
    ])
    expect(exported.districts).toMatchObject([{ district: '310112', endedAt: null }])
    const { sql } = world.platform.deps
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    const left = await sql`
      SELECT (SELECT count(*)::int FROM group_membership WHERE account_id = ${accountId} OR left_at IS NULL OR nickname IS NOT NULL) AS groups,
        (SELECT count(*)::int FROM district_choice WHERE account_id = ${accountId} OR ended_at IS NULL) AS districts,
        (SELECT count(*)::int FROM group_membership) AS kept`
    expect(left).toEqual([{ groups: 0, districts: 0, kept: 1 }])
  })

  it('is unlinked from a group she left more than a year ago', async () => {
    const school = await schoolOf(world)
    const { phone } = await rider(world)
    await join(phone, school.code)
    await phone.send('DELETE', `/v1/me/groups/${school.groupId}`)
    const linked = async () =>
      (await world.platform.deps.sql`SELECT FROM group_membership WHERE account_id IS NOT NULL`).length
    world.clock.set('2027-06-30T05:20:00+08:00')
    await reckon(world)
    expect(await linked()).toBe(1)
    world.clock.set('2027-07-01T05:20:00+08:00')
    await reckon(world)
    expect(await linked()).toBe(0)
  })
})

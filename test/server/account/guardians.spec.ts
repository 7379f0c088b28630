import type { Queryable } from '#server/platform/index'
import { untilWaiting } from '#test/harness/index'
import {
  accountIdOf,
  ask,
  bo,
  mei,
  phoneCard,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

const MOTHER = { ...mei, subject: 'mother', personId: 'SIM000000000000401' }
const FATHER = { ...mei, subject: 'father', personId: 'SIM000000000000404', maskedName: '陈*' }
const CHILD = {
  ...bo,
  subject: 'child',
  personId: 'SIM000000000000402',
  maskedName: '陈*诺',
  birthDate: '2013-05-04',
  guardians: [MOTHER.personId, FATHER.personId],
}

let world: ResidentWorld
let mother: Phone
let child: Phone
beforeEach(async () => {
  world = await startResidentWorld()
  mother = await world.resident(MOTHER)
  child = await world.signIn(CHILD)
  await consent(mother)
  await openHers()
})
afterEach(() => world.close())

const consent = async (guardian: Phone): Promise<number> => {
  const { code } = (await child.send('POST', '/v1/me/guardian-codes')).body
  return (await guardian.send('POST', '/v1/me/guardianships', { code })).status
}
const openHers = async (): Promise<void> => {
  const { version } = (await ask(`${world.platform.url}/v1/notice`)).body
  expect((await child.send('POST', '/v1/me/account', { noticeVersion: version })).status).toBe(201)
  expect((await child.send('PUT', '/v1/me/consents/metro/sptcc')).status).toBe(200)
}
const standing = async (phone: Phone = child): Promise<string> =>
  (await phone.get('/v1/me')).body.standing as string
const guardianships = async (phone: Phone = mother) =>
  (await phone.get('/v1/me/guardianships')).body.items as {
    guardianshipId: string
    wardMaskedName: string
    wardUntil: string
    hasAccount: boolean
  }[]
const withdraw = async (): Promise<number> => {
  const [one] = await guardianships()
  return (await mother.send('DELETE', `/v1/me/guardianships/${one?.guardianshipId}`)).status
}
const titles = async (phone: Phone): Promise<string[]> =>
  ((await phone.get('/v1/me/messages')).body.items as { title: { zh: string } }[]).map(
    ({ title }) => title.zh,
  )
const waiting = (count: number): Promise<void> => untilWaiting(world.platform.deps.sql, count)
const metroConsent = async (): Promise<string> => {
  const { items } = (await child.get('/v1/me/scenes')).body
  const metro = items.find(({ sceneId }: { sceneId: string }) => sceneId === 'metro')
  return metro.consents.find(({ operatorId }: { operatorId: string }) => operatorId === 'sptcc')
    .state as string
}

describe('a guardian', () => {
  it('sees for whom she consented, and until when', async () => {
    expect(await guardianships()).toMatchObject([
      { wardMaskedName: '陈*诺', wardUntil: '2027-05-04', hasAccount: true },
    ])
    expect(await guardianships(await world.resident(FATHER))).toEqual([])
    const rows = await world.platform.deps.sql<
      { text: string }[]
    >`SELECT guardianship::text AS text FROM guardianship`
    expect(rows.map(({ text }) => text).join()).not.toContain(Buffer.from('陈*诺').toString('hex'))
  })

  it('withdraws her consent: what the child allowed ends, nothing new begins, what is recorded stays', async () => {
    await child.link([phoneCard('3104990000002013')])
    expect(await withdraw()).toBe(204)
    expect(await standing()).toBe('guardianNeeded')
    expect(await metroConsent()).toBe('withdrawn')
    const refused = 'account.guardian-needed'
    expect((await child.send('PUT', '/v1/me/consents/metro/sptcc')).body.code).toBe(refused)
    expect((await child.link([phoneCard('3104990000002014')])).body.code).toBe(refused)
    expect((await child.get('/v1/me/home')).status).toBe(200)
    expect((await child.get('/v1/me/instruments')).body.items).toHaveLength(1)
    expect((await child.get('/v1/me/export')).status).toBe(200)
    expect(await titles(child)).toEqual(['要请监护人重新同意'])
    expect(await guardianships()).toEqual([])
    const routes = await world.platform.deps.sql`SELECT 1 FROM ride_route`
    expect(routes).toHaveLength(0)
  })

  it('withdraws once, and never what another consented to', async () => {
    const [hers] = await guardianships()
    const father = await world.resident(FATHER)
    const path = `/v1/me/guardianships/${hers?.guardianshipId}`
    expect((await father.send('DELETE', path)).body.code).toBe('request.not-found')
    expect(await standing()).toBe('open')
    expect((await mother.send('DELETE', path)).status).toBe(204)
    expect((await mother.send('DELETE', path)).body.code).toBe('request.not-found')
    expect(await titles(child)).toHaveLength(1)
  })

  it('who closes her account leaves the child waiting for the next one, who consents by a new code', async () => {
    expect((await mother.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    expect(await standing()).toBe('guardianNeeded')
    expect(await metroConsent()).toBe('withdrawn')
    expect(await titles(child)).toEqual(['要请监护人重新同意'])

    const father = await world.resident(FATHER)
    expect(await consent(father)).toBe(200)
    expect(await standing()).toBe('open')
    expect((await child.send('PUT', '/v1/me/consents/metro/sptcc')).body.state).toBe('granted')
    const [account] = await world.platform.deps.sql`
      SELECT guardian_account_id FROM account WHERE account_id = ${await accountIdOf(world, child)}`
    expect(account?.['guardian_account_id']).toBe(await accountIdOf(world, father))
    expect(await guardianships(father)).toHaveLength(1)
  })

  it('is not replaced by another: that one is refused by name until she withdraws', async () => {
    const { sql } = world.platform.deps
    const father = await world.resident(FATHER)
    const [hers] = await sql`SELECT * FROM guardianship`
    await withdraw()
    const { code } = (await child.send('POST', '/v1/me/guardian-codes')).body
    // She consents again while he types.
    await sql`INSERT INTO guardianship ${sql(hers!)}`
    await sql`
      UPDATE account SET guardian_needed_since = NULL, guardian_account_id = ${hers!['guardian_account_id']}
      WHERE account_id = ${await accountIdOf(world, child)}`
    const refused = await father.send('POST', '/v1/me/guardianships', { code })
    expect([refused.status, refused.body.code]).toEqual([409, 'guardian.other-consents'])
    expect([(await guardianships()).length, await guardianships(father)]).toEqual([1, []])
    await withdraw()
    expect((await father.send('POST', '/v1/me/guardianships', { code })).status).toBe(200)
    expect([await guardianships(), (await guardianships(father)).length]).toEqual([[], 1])
    expect(await standing()).toBe('open')
  })

  it('whose account is closed while she consents has consented first, and the child waits for the next', async () => {
    const { sql } = world.platform.deps
    const father = await world.resident(FATHER)
    await withdraw()
    const { code } = (await child.send('POST', '/v1/me/guardian-codes')).body
    const met = await sql.begin(async (holder) => {
      await holder`SELECT 1 FROM guardian_code FOR UPDATE`
      const consenting = father.send('POST', '/v1/me/guardianships', { code })
      await waiting(1)
      const closing = father.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
      await waiting(2)
      return { consenting, closing }
    })
    expect([(await met.consenting).status, (await met.closing).status]).toEqual([200, 200])
    expect(await sql`SELECT 1 FROM guardianship`).toEqual([])
    expect(await standing()).toBe('guardianNeeded')
  })

  it('whose withdrawal meets the opening of the account finds that account', async () => {
    const { sql } = world.platform.deps
    child = await world.signIn({ ...CHILD, subject: 'other', personId: 'SIM000000000000405' })
    await consent(mother)
    const unopened = (await guardianships()).find(({ hasAccount }) => !hasAccount)
    const { version } = (await ask(`${world.platform.url}/v1/notice`)).body
    const met = await sql.begin(async (holder) => {
      // The opening has written the account and waits for her session.
      await holder`SELECT 1 FROM session FOR UPDATE`
      const opening = child.send('POST', '/v1/me/account', { noticeVersion: version })
      await waiting(1)
      const withdrawal = mother.send('DELETE', `/v1/me/guardianships/${unopened?.guardianshipId}`)
      await waiting(2)
      return { opening, withdrawal }
    })
    expect([(await met.opening).status, (await met.withdrawal).status]).toEqual([201, 204])
    const waits = await sql`SELECT 1 FROM account WHERE guardian_needed_since IS NOT NULL`
    expect(waits).toHaveLength(1)
    expect(await standing()).toBe('guardianNeeded')
  })

  it('whose consent is gone before the account is opened is needed again', async () => {
    child = await world.signIn({ ...CHILD, subject: 'other', personId: 'SIM000000000000405' })
    await consent(mother)
    const unopened = (await guardianships()).find(({ hasAccount }) => !hasAccount)
    await mother.send('DELETE', `/v1/me/guardianships/${unopened?.guardianshipId}`)
    const { version } = (await ask(`${world.platform.url}/v1/notice`)).body
    const opened = await child.send('POST', '/v1/me/account', { noticeVersion: version })
    expect(opened.body.code).toBe('account.guardian-needed')
  })
})

describe('a child who was left without a guardian before anybody marked it', () => {
  it('is found when she comes in', async () => {
    const { sql } = world.platform.deps
    await sql`DELETE FROM guardianship`
    await sql`UPDATE account SET guardian_account_id = NULL`
    child = await world.signIn(CHILD)
    expect(child.standing).toBe('guardianNeeded')
    expect(await metroConsent()).toBe('withdrawn')
    expect((await child.send('PUT', '/v1/me/consents/metro/sptcc')).body.code).toBe('account.guardian-needed')
  })
})

describe('what becomes of a child in the very moment she comes in', () => {
  /** Does `meanwhile` while her coming in has read how things stand and waits for her account. */
  const comingIn = async (meanwhile: (holder: Queryable, accountId: string) => Promise<unknown>) => {
    const accountId = await accountIdOf(world, child)
    const { sql } = world.platform.deps
    return async () => {
      const { signingIn } = await sql.begin(async (holder) => {
        await holder`SELECT 1 FROM account WHERE account_id = ${accountId} FOR UPDATE`
        const signingIn = world.signIn(CHILD)
        await waiting(1)
        await meanwhile(holder, accountId)
        return { signingIn }
      })
      await signingIn
      const [account] = await sql`
        SELECT guardian_needed_since IS NULL AS free, guardian_account_id FROM account WHERE account_id = ${accountId}`
      return account
    }
  }

  it('is not to wait for a guardian who consents in that moment', async () => {
    const { sql } = world.platform.deps
    const [hers] = await sql`SELECT * FROM guardianship`
    const goOn = await comingIn((holder) => holder`INSERT INTO guardianship ${holder(hers!)}`)
    await sql`DELETE FROM guardianship`
    expect(await goOn()).toEqual({ free: true, guardian_account_id: hers!['guardian_account_id'] })
    expect(await metroConsent()).toBe('granted')
  })

  it('is not to be free of waiting when the consent is withdrawn in that moment', async () => {
    const { sql } = world.platform.deps
    const goOn = await comingIn((holder) => holder`DELETE FROM guardianship`)
    await sql`UPDATE account SET guardian_account_id = NULL, guardian_needed_since = now() WHERE guardian_account_id IS NOT NULL`
    expect(await goOn()).toEqual({ free: false, guardian_account_id: null })
  })

  it('keeps whose consent it is when a wait ends that was one no more', async () => {
    const { sql } = world.platform.deps
    await sql`UPDATE account SET guardian_account_id = NULL, guardian_needed_since = now() WHERE guardian_account_id IS NOT NULL`
    child = await world.signIn(CHILD)
    const [account] =
      await sql`SELECT guardian_account_id FROM account WHERE account_id = ${await accountIdOf(world, child)}`
    expect([child.standing, account?.['guardian_account_id']]).toEqual([
      'open',
      await accountIdOf(world, mother),
    ])
  })
})

describe('a consent of the time when nobody wrote down until when it is needed', () => {
  const forget = () => world.platform.deps.sql`UPDATE guardianship SET ward_until = NULL`
  const state = async (): Promise<unknown> => {
    const [row] = await world.platform.deps.sql`
      SELECT (SELECT count(*)::int FROM account WHERE guardian_needed_since IS NOT NULL) AS waiting,
        (SELECT count(*)::int FROM consent WHERE withdrawn_at IS NOT NULL) AS withdrawn,
        (SELECT count(*)::int FROM guardianship) AS guardianships`
    return row
  }
  /** Her number tells her birthday, as those of the country do. */
  const openWithNumber = async (): Promise<void> => {
    child = await world.signIn({ ...CHILD, subject: 'numbered', personId: '310104201305040029' })
    expect(await consent(mother)).toBe(200)
    await openHers()
    await forget()
  }

  it('learns it when the child comes in', async () => {
    await forget()
    expect(await guardianships()).toMatchObject([{ wardUntil: null }])
    await world.signIn(CHILD)
    expect(await guardianships()).toMatchObject([{ wardUntil: '2027-05-04' }])
  })

  it('withdrawn when the child is grown takes nothing from her, though she never came in again', async () => {
    await openWithNumber()
    world.clock.set('2027-05-04T00:00:00+08:00')
    mother = await world.signIn(MOTHER)
    const ids = (await guardianships()).map(({ guardianshipId }) => guardianshipId)
    const paths = ids.map((id) => `/v1/me/guardianships/${id}`)
    const answers = await Promise.all(paths.map((path) => mother.send('DELETE', path)))
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    // The other child's birthday nobody can know before she comes in.
    expect(await state()).toEqual({ waiting: 1, withdrawn: 1, guardianships: 0 })
    child = await world.signIn({ ...CHILD, subject: 'numbered', personId: '310104201305040029' })
    expect(child.standing).toBe('open')
    expect(await metroConsent()).toBe('granted')
  })

  it('withdrawn before the child is grown leaves her waiting', async () => {
    await openWithNumber()
    world.clock.set('2027-05-03T23:59:59+08:00')
    mother = await world.signIn(MOTHER)
    for (const { guardianshipId } of await guardianships())
      await mother.send('DELETE', `/v1/me/guardianships/${guardianshipId}`)
    expect(await state()).toEqual({ waiting: 2, withdrawn: 2, guardianships: 0 })
  })

  it('ends in the night of her birthday', async () => {
    await openWithNumber()
    world.clock.set('2027-05-04T00:01:00+08:00')
    await world.platform.deps.jobs.runNow('account.end-grown-guardianships')
    expect(await state()).toEqual({ waiting: 0, withdrawn: 0, guardianships: 1 })
  })
})

describe('a child who turns 14', () => {
  const wake = async (moment: string): Promise<void> => {
    world.clock.set(moment)
    await world.platform.deps.jobs.runNow('account.end-grown-guardianships')
    child = await world.signIn(CHILD)
    mother = await world.signIn(MOTHER)
  }

  it('decides for herself from her birthday on, keeps what she has, and both are told once', async () => {
    await wake('2027-05-03T23:59:59+08:00')
    expect(await guardianships()).toHaveLength(1)
    await wake('2027-05-04T00:01:00+08:00')
    await wake('2027-05-05T00:01:00+08:00')
    expect(await guardianships()).toEqual([])
    expect(await standing()).toBe('open')
    expect(await metroConsent()).toBe('granted')
    expect(await titles(child)).toEqual(['你满 14 岁了，从今天起自己做主'])
    expect(await titles(mother)).toEqual(['孩子满 14 岁了'])
    expect((await mother.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    expect(await metroConsent()).toBe('granted')
  })

  it('waits for nobody any more', async () => {
    await withdraw()
    world.clock.set('2027-05-04T00:00:00+08:00')
    child = await world.signIn(CHILD)
    expect(child.standing).toBe('open')
    expect((await child.send('PUT', '/v1/me/consents/metro/sptcc')).body.state).toBe('granted')
  })

  it('is not held up by another whose birthday cannot be worked through', async () => {
    const { sql } = world.platform.deps
    const other = await world.signIn({ ...CHILD, subject: 'other', personId: 'SIM000000000000405' })
    child = other
    await consent(mother)
    await openHers()
    const [first, second] = await sql<{ account_id: string }[]>`
      SELECT account_id FROM account WHERE guardian_account_id IS NOT NULL ORDER BY account_id`
    await sql`ALTER TABLE message ADD CONSTRAINT broken CHECK (account_id <> ${sql.unsafe(`'${first!.account_id}'`)})`
    world.clock.set('2027-05-04T00:01:00+08:00')
    const night = world.platform.deps.jobs.runNow('account.end-grown-guardianships')
    await expect(night).rejects.toThrow('1 of 2 failed')
    expect(
      await sql`SELECT 1 FROM message WHERE account_id = ${second!.account_id} AND kind = 'ofAge'`,
    ).toHaveLength(1)
    expect(await sql`SELECT 1 FROM guardianship`).toHaveLength(1)
  })

  it('loses nothing by a consent withdrawn on her birthday before the night has been worked through', async () => {
    world.clock.set('2027-05-04T00:00:00+08:00')
    mother = await world.signIn(MOTHER)
    await withdraw()
    child = await world.signIn(CHILD)
    expect([child.standing, await metroConsent()]).toEqual(['open', 'granted'])
  })
})

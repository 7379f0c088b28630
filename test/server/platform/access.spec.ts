import { createHash, randomUUID } from 'node:crypto'

import { isRefusal } from '#contract'
import { type Access, type Context, type IssuedSession, type Sessions } from '#server/platform/index'
import {
  registerOperator,
  signedHeaders,
  startTestPlatform,
  testClock,
  type TestPlatform,
} from '#test/harness/index'

const KINDS: readonly Access[] = ['public', 'visitor', 'resident', 'operator', 'staff', 'member']

const doors: Context = async (app) => {
  for (const access of KINDS) {
    app.get(`/v1/${access}`, { config: { access } }, async (request) => ({
      kind: request.principal?.kind ?? null,
    }))
  }
  app.get('/v1/centre', { config: { access: 'staff', roles: ['centre'] } }, async (request) => ({
    kind: request.principal?.kind,
  }))
  app.get('/v1/owner', { config: { access: 'member', roles: ['owner'] } }, async (request) => ({
    kind: request.principal?.kind,
  }))
  app.post('/v1/resident', { config: { access: 'resident' } }, async (request) => ({
    who: request.principal,
  }))
}

let platform: TestPlatform
let sessions: Sessions
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [doors], clock: testClock() })
  sessions = platform.deps.sessions
})
afterAll(() => platform.close())

const ask = async (token: string | null, path: string, method = 'GET'): Promise<string> => {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(platform.url + path, { method, headers })
  const body = (await answer.json()) as { code?: string }
  return answer.ok ? 'ok' : `${answer.status} ${body.code ?? ''}`
}
const visitor = (): Promise<IssuedSession> =>
  sessions.start({ kind: 'visitor', hostId: 'suishenban', subject: '{"n":1}' })
const resident = (accountId: string = randomUUID()): Promise<IssuedSession> =>
  sessions.start({ kind: 'resident', hostId: 'suishenban', accountId })
const refreshed = async ({ refreshToken }: Pick<IssuedSession, 'refreshToken'>): Promise<IssuedSession> => {
  const next = await sessions.refresh(refreshToken)
  if (isRefusal(next)) throw new Error(next.refused)
  return next
}
const staff = (role: 'centre' | 'exchange'): Promise<IssuedSession> =>
  sessions.start({ kind: 'staff', staffId: `${role}-lin`, role, district: null })
const member = (role: 'owner' | 'cashier'): Promise<IssuedSession> =>
  sessions.start({
    kind: 'member',
    hostId: 'suishenban',
    memberId: randomUUID(),
    institutionId: randomUUID(),
    role,
  })

describe('who may call a route', () => {
  it('follows the route, for every kind of caller', async () => {
    const tokens = {
      nobody: null,
      visitor: (await visitor()).accessToken,
      resident: (await resident()).accessToken,
      centre: (await staff('centre')).accessToken,
      exchange: (await staff('exchange')).accessToken,
      owner: (await member('owner')).accessToken,
      cashier: (await member('cashier')).accessToken,
    }
    const table: Record<string, string[]> = {}
    for (const [name, token] of Object.entries(tokens)) {
      table[name] = await Promise.all([...KINDS, 'centre', 'owner'].map((path) => ask(token, `/v1/${path}`)))
    }
    const [none, not, unsigned] = [
      '401 access.not-signed-in',
      '403 access.not-permitted',
      '401 signature.missing',
    ]
    expect(table).toEqual({
      nobody: ['ok', none, none, unsigned, none, none, none, none],
      visitor: ['ok', 'ok', '403 account.not-open', unsigned, not, not, not, not],
      resident: ['ok', 'ok', 'ok', unsigned, not, not, not, not],
      centre: ['ok', not, not, unsigned, 'ok', not, 'ok', not],
      exchange: ['ok', not, not, unsigned, 'ok', not, not, not],
      owner: ['ok', not, not, unsigned, not, 'ok', not, 'ok'],
      cashier: ['ok', not, not, unsigned, not, 'ok', not, not],
    })
  })

  it('gives an operator nothing but its own kind of route', async () => {
    const signer = await registerOperator(platform.deps, 'metro')
    const target = '/v1/operator'
    expect(
      (await fetch(platform.url + target, { headers: signedHeaders(signer, { method: 'GET', target }) }))
        .status,
    ).toBe(200)
    const other = '/v1/resident'
    const headers = signedHeaders(signer, { method: 'GET', target: other })
    expect((await fetch(platform.url + other, { headers })).status).toBe(401)
  })

  it.each(['', 'Basic abc', 'Bearer', 'Bearer a.b.c', 'Bearer eyJhbGciOiJub25lIn0.e30.'])(
    'takes %p for no sign-in',
    async (authorization) => {
      const answer = await fetch(`${platform.url}/v1/visitor`, { headers: { authorization } })
      expect(answer.status).toBe(401)
    },
  )

  it('refuses an altered token and one of another key', async () => {
    const { accessToken } = await resident()
    // Also when the true one is known already.
    expect(await ask(accessToken, '/v1/resident')).toBe('ok')
    const [head = '', body = '', signature = ''] = accessToken.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
      principal: { accountId: string }
    }
    claims.principal.accountId = randomUUID()
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    expect(await ask(forged, '/v1/resident')).toBe('401 access.not-signed-in')
  })
})

describe('a session', () => {
  it('lets an access token live 15 minutes', async () => {
    const { accessToken, expiresAt } = await resident()
    platform.clock.advanceSeconds(14 * 60)
    expect(await ask(accessToken, '/v1/resident')).toBe('ok')
    platform.clock.advanceSeconds(2 * 60)
    expect(await ask(accessToken, '/v1/resident')).toBe('401 access.not-signed-in')
    expect(platform.clock.now().getTime()).toBeGreaterThan(expiresAt.getTime())
  })

  it('is carried on by refresh tokens that are used once each', async () => {
    const first = await resident()
    const second = await sessions.refresh(first.refreshToken)
    if (isRefusal(second)) throw new Error('refused')
    expect(second.sessionId).toBe(first.sessionId)
    expect(second.principal).toEqual(first.principal)
    expect(await ask(second.accessToken, '/v1/resident')).toBe('ok')
    expect(isRefusal(await sessions.refresh(second.refreshToken))).toBe(false)
  })

  it('ends for both hands when a refresh token is used again after its successor', async () => {
    const first = await resident()
    const second = await refreshed(first)
    const third = await refreshed(second)
    expect(await sessions.refresh(first.refreshToken)).toEqual({ refused: 'session.refresh-refused' })
    expect(await sessions.refresh(third.refreshToken)).toEqual({ refused: 'session.refresh-refused' })
    expect(await ask(third.accessToken, '/v1/resident', 'POST')).toBe('401 access.not-signed-in')
  })

  it('outlives lost answers: the token is exchanged again while nobody has used what came of it', async () => {
    const first = await resident()
    await refreshed(first)
    platform.clock.advanceSeconds(299)
    await refreshed(first)
    const third = await refreshed(first)
    const fourth = await refreshed(third)
    expect(await ask(fourth.accessToken, '/v1/resident', 'POST')).toBe('ok')
  })

  it('ends when somebody comes with an answer that was given again since: two hands hold it', async () => {
    const first = await resident()
    const lost = await refreshed(first)
    platform.clock.advanceSeconds(11)
    const taken = await refreshed(first)
    expect(await sessions.refresh(lost.refreshToken)).toEqual({ refused: 'session.refresh-refused' })
    expect(await sessions.refresh(taken.refreshToken)).toEqual({ refused: 'session.refresh-refused' })
  })

  it('ends when an old token comes after five minutes, whoever has its successor', async () => {
    const first = await resident()
    const second = await refreshed(first)
    platform.clock.advanceSeconds(301)
    expect(await sessions.refresh(first.refreshToken)).toEqual({ refused: 'session.refresh-refused' })
    expect(await sessions.refresh(second.refreshToken)).toEqual({ refused: 'session.refresh-refused' })
  })

  it('has one living successor however many refreshes come at the same moment', async () => {
    const { refreshToken, sessionId } = await resident()
    const answers = await Promise.all([1, 2, 3, 4].map(() => sessions.refresh(refreshToken)))
    expect(answers.filter(isRefusal)).toEqual([])
    const living = await platform.deps.sql`
      SELECT 1 FROM refresh_token WHERE session_id = ${sessionId} AND used_at IS NULL`
    expect(living).toHaveLength(1)
  })

  it('goes on with the one successor that is left after parallel refreshes, in whatever order they are used', async () => {
    const statuses = async (order: (tokens: readonly string[], living: string) => readonly string[]) => {
      const { refreshToken, sessionId } = await resident()
      const answers = await Promise.all([1, 2, 3, 4].map(() => refreshed({ refreshToken })))
      const tokens = answers.map((answer) => answer.refreshToken)
      const [row] = await platform.deps.sql<{ token_digest: Buffer }[]>`
        SELECT token_digest FROM refresh_token WHERE session_id = ${sessionId} AND used_at IS NULL`
      const living = tokens.find((token) =>
        createHash('sha256').update(token).digest().equals(row!.token_digest),
      )!
      const given: boolean[] = []
      for (const token of order(tokens, living)) given.push(!isRefusal(await sessions.refresh(token)))
      const last = await ask(answers[0]!.accessToken, '/v1/resident', 'POST')
      return [given, last]
    }
    const othersThen = (tokens: readonly string[], living: string) => tokens.filter((one) => one !== living)
    expect(await statuses((tokens, living) => [...othersThen(tokens, living), living])).toEqual([
      [false, false, false, true],
      'ok',
    ])
    expect(await statuses((tokens, living) => [living, ...othersThen(tokens, living)])).toEqual([
      [true, false, false, false],
      'ok',
    ])
  })

  it('ends, and waits for nobody, when the old token and its successor are used at the same moment and then the old again', async () => {
    for (let round = 0; round < 10; round += 1) {
      const first = await resident()
      const second = await refreshed(first)
      platform.clock.advanceSeconds(11)
      const both = await Promise.all(
        [first, second].map(({ refreshToken }) => sessions.refresh(refreshToken)),
      )
      expect(both.filter(isRefusal).length).toBeGreaterThanOrEqual(1)
      for (const one of both)
        if (!isRefusal(one))
          expect(await ask(one.accessToken, '/v1/resident', 'POST')).toBe('401 access.not-signed-in')
    }
  })

  it('refuses a refresh token that is unknown, or older than its session', async () => {
    expect(await sessions.refresh('x'.repeat(43))).toEqual({ refused: 'session.refresh-refused' })
    const { refreshToken } = await resident()
    platform.clock.advanceSeconds(31 * 86_400)
    expect(await sessions.refresh(refreshToken)).toEqual({ refused: 'session.refresh-refused' })
  })

  it('of a visitor becomes a resident’s when she opens an account, with the token she holds', async () => {
    const { accessToken, refreshToken, sessionId } = await visitor()
    const accountId = randomUUID()
    expect(await sessions.subjectOf(sessionId)).toBe('{"n":1}')
    expect(await platform.deps.sql.begin((sql) => sessions.openAccount(sql, sessionId, accountId))).toBe(true)
    expect(await ask(accessToken, '/v1/resident')).toBe('ok')
    expect(await sessions.refresh(refreshToken)).toMatchObject({ principal: { kind: 'resident', accountId } })
  })

  it('ends at once for writes and for staff, and forgets what the host attested', async () => {
    const accountId = randomUUID()
    const [one, other] = [await resident(accountId), await resident(accountId)]
    const lin = await staff('centre')
    await sessions.end(one.sessionId, 'signed out')
    expect(await ask(one.accessToken, '/v1/resident', 'POST')).toBe('401 access.not-signed-in')
    expect(await ask(other.accessToken, '/v1/resident', 'POST')).toBe('ok')
    await sessions.endAll(platform.deps.sql, { accountId }, 'account closed')
    await sessions.endAll(platform.deps.sql, { staffId: 'centre-lin' }, 'dismissed')
    expect(await ask(other.accessToken, '/v1/resident', 'POST')).toBe('401 access.not-signed-in')
    expect(await ask(lin.accessToken, '/v1/staff')).toBe('401 access.not-signed-in')
    expect(await sessions.refresh(other.refreshToken)).toEqual({ refused: 'session.refresh-refused' })
    const ended = await visitor()
    await sessions.end(ended.sessionId, 'signed out')
    expect(await sessions.subjectOf(ended.sessionId)).toBeUndefined()
    expect(
      await platform.deps.sql.begin((sql) => sessions.openAccount(sql, ended.sessionId, accountId)),
    ).toBe(false)
  })

  it('keeps only digests and sealed texts', async () => {
    const { refreshToken, sessionId } = await visitor()
    const [row] = await platform.deps.sql`
      SELECT session::text || refresh_token::text AS text FROM session JOIN refresh_token USING (session_id)
      WHERE session_id = ${sessionId}`
    expect(row?.['text']).not.toContain(Buffer.from(refreshToken).toString('hex'))
    expect(row?.['text']).not.toContain(Buffer.from('{"n":1}').toString('hex'))
  })
})

import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import fastify from 'fastify'

import { createExportSender } from '#server/account/send-export'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

/** More than the buffers between two processes hold, so that a client that reads nothing really stalls the answer. */
const RIDES = 30_000

/** Long enough that a second request is on its way before the first is cut off, on a busy machine too. */
const CUT_OFF_SECONDS = 10

let platform: TestPlatform
const sockets: Socket[] = []
beforeAll(async () => {
  const clock = testClock('2026-05-04T09:00:00+08:00')
  platform = await startTestPlatform({ clock, overrides: { databaseConnectionsMax: 1 } })
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await platform.close()
})

/** A resident with `rides` rides, some of which were boarded within one millisecond. */
const residentWith = async (rides: number): Promise<{ accountId: string; token: string }> => {
  const { sql, sessions, clock } = platform.deps
  const accountId = randomUUID()
  await sql`INSERT INTO notice VALUES ('spec', ${clock.now()}, '{}') ON CONFLICT DO NOTHING`
  await sql`
    INSERT INTO account (account_id, person_index, person_sealed, notice_version, proof, opened_at)
    SELECT ${accountId}, decode(replace(${accountId}, '-', ''), 'hex'),
      ${platform.deps.crypto.seal('person', 'SIM1', accountId)}, 'spec', 'host', ${clock.now()}`
  await sql`SELECT ensure_ride_partition('2026-05-03')`
  await sql`
    INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt)
    SELECT gen_random_uuid(), '2026-05-03', operator_no, scene.scene_no, 1, methodology_no, 'open', ${clock.now()},
      ${clock.now()}, ''
    FROM (SELECT * FROM operator WHERE operator_id = 'sptcc') AS operator,
      scene JOIN methodology USING (scene_id) WHERE scene.scene_id = 'metro' AND status = 'published'
    ON CONFLICT DO NOTHING`
  await sql`
    INSERT INTO ride (operator_day, ride_key, account_id, instrument_id, boarded_at, received_at, reduction_milligrams,
      operator_no, scene_no, methodology_no, run_no, payload_digest, board_station, alight_station)
    SELECT '2026-05-03', gen_random_uuid(), ${accountId}, gen_random_uuid(),
      '2026-05-03T05:00:00+08:00'::timestamptz + n / 3 * interval '100 microseconds', ${clock.now()}, 1, operator_no,
      scene.scene_no, methodology_no, 1, gen_random_uuid(), repeat('站', 40), repeat('台', 40)
    FROM generate_series(1, ${rides}) AS n, (SELECT * FROM operator WHERE operator_id = 'sptcc') AS operator,
      scene JOIN methodology USING (scene_id) WHERE scene.scene_id = 'metro' AND status = 'published'`
  const { accessToken } = await sessions.start({ kind: 'resident', hostId: 'suishenban', accountId })
  return { accountId, token: accessToken }
}

const exportOf = (token: string): Promise<Response> =>
  fetch(`${platform.url}/v1/me/export`, { headers: { authorization: `Bearer ${token}` } })

/** Asks for an export and never reads more of it than the head. */
const stall = async (url: string, path: string, token = ''): Promise<Socket> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`)
  await new Promise((resolve) => socket.once('readable', resolve))
  return socket
}

describe('an export', () => {
  it('has every ride once, over pages that end within a millisecond', async () => {
    const { token } = await residentWith(2003)
    const answer = await exportOf(token)
    const { rides } = (await answer.json()) as { rides: { boardedAt: string; place?: unknown }[] }
    expect(rides).toHaveLength(2003)
    expect(rides.every(({ place }) => place === undefined)).toBe(true)
  })

  it('whose client reads nothing holds no connection of the database, and no second one of hers runs beside it', async () => {
    const { token } = await residentWith(RIDES)
    await stall(platform.url, '/v1/me/export', token)
    await wait(500)
    const asked = await Promise.race([platform.deps.sql`SELECT 1 AS one`, wait(5000).then(() => 'frozen')])
    expect(asked).toEqual([{ one: 1 }])
    const second = await exportOf(token)
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '30'])
    const other = await residentWith(1)
    expect((await exportOf(other.token)).status).toBe(200)
  })

  it('that stalls is cut off, and may be asked for again', async () => {
    const { accountId } = await residentWith(RIDES)
    const app = fastify()
    const sendExport = createExportSender(platform.deps, CUT_OFF_SECONDS)
    app.decorateReply('refuse', function () {
      return this.status(429).send()
    })
    app.get('/export', (_request, reply) => sendExport(reply, accountId))
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const socket = await stall(url, '/export')
    expect((await fetch(`${url}/export`)).status).toBe(429)
    await wait(CUT_OFF_SECONDS * 1000)
    socket.resume()
    await new Promise((resolve) => socket.once('close', resolve))
    const again = await fetch(`${url}/export`)
    expect(again.status).toBe(200)
    await again.body?.cancel()
    await app.close()
  })

  it('is given ten times an hour to one account', async () => {
    const { token } = await residentWith(1)
    const statuses: number[] = []
    for (let n = 0; n < 11; n += 1)
      statuses.push(await exportOf(token).then((answer) => (answer.body?.cancel(), answer.status)))
    expect(statuses.slice(0, 1)).toEqual([200])
    expect(statuses.at(-1)).toBe(429)
  })
})

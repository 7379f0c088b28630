import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import type { StaffRole } from '#contract'
import { addDays, dayNumber, parseCityDay, startOfCityDay, type CityDay } from '#domain/calendar'
import { encodeId, uuidOfHex } from '#domain/id'
import { meters } from '#domain/measure'
import { quantify, readMethodology } from '#domain/methodology'
import type { Sql } from '#server/platform/index'
import { makeLive } from '#test/harness/live-scene'
import { registerOperator, signedHeaders, type OperatorSigner, type TestPlatform } from '#test/harness/index'

/** A day well inside the validity of the methodologies; the clock of the specs stands three days later. */
export const DAY = parseCityDay('2026-05-04')!
export const SETTLED_AT = '2026-05-07T03:00:00+08:00'

const NOTICE = 'test-1'
const SCENES = [
  { scene: 'metro', unit: 'metre', operators: ['sptcc', 'metro-app'] },
  { scene: 'bus', unit: 'boarding', operators: ['sptcc', 'bus-group'] },
] as const

export interface SmallCity {
  signers: Record<string, OperatorSigner>
  staff: Record<string, { staffId: string; key: KeyObject }>
}

export interface Resident {
  accountId: string
  instrumentId: string
}

export interface RideToTake {
  resident: Resident
  operator: string
  scene?: 'metro' | 'bus'
  day?: CityDay
  /** HH:MM of the city day. */
  board?: string
  /** Minutes under way. */
  minutes?: number
  metres?: number
  stations?: string
  /** When the window of the run ends; the default is long over. */
  closesAt?: Date
  operatorMilligrams?: number
}

/** Scenes, three operators with keys, methodologies from the published data, staff of every role. */
export const foundSmallCity = async (platform: TestPlatform): Promise<SmallCity> => {
  const { sql } = platform.deps
  const signers: SmallCity['signers'] = {}
  for (const id of ['sptcc', 'metro-app', 'bus-group'])
    signers[id] = await registerOperator(platform.deps, id)
  await sql`INSERT INTO notice (version, published_at, body) VALUES (${NOTICE}, ${new Date('2026-01-01')}, '{}')`
  for (const { scene, unit, operators } of SCENES) {
    await sql`
      INSERT INTO scene (scene_id, name_zh, name_en, quantity_unit, distance_max_meters, disabled_reason_zh, disabled_reason_en)
      VALUES (${scene}, ${scene}, ${scene}, ${unit}, 120000, '', '')`
    for (const [at, operator] of operators.entries()) {
      await sql`
        INSERT INTO scene_provider (scene_id, operator_id, channel_rank, channel_zh, channel_en)
        VALUES (${scene}, ${operator}, ${at + 1}, '', '')`
      await makeLive(sql, { sceneId: scene, operatorId: operator })
    }
    const definition = publishedMethodology(scene)
    await sql`
      INSERT INTO methodology (code, version, scheme_id, scene_id, class, status, valid_from, definition, published_at)
      VALUES (${definition.code}, ${definition.version}, 'shanghai', ${scene}, ${definition.class}, 'published',
        ${definition.validFrom}, ${sql.json(definition as never)}, ${new Date('2026-01-01')})`
  }
  return { signers, staff: await employStaff(sql) }
}

const publishedMethodology = (scene: string) => {
  const path = join(__dirname, `../../../domain/methodology/data/shanghai/${scene}.json`)
  const read = readMethodology(JSON.parse(readFileSync(path, 'utf8')))
  if ('faults' in read) throw new Error(read.faults.join('; '))
  return read
}

const employStaff = async (sql: Sql): Promise<SmallCity['staff']> => {
  const people: [string, StaffRole, string | null][] = [
    ['centre-zhang', 'centre', null],
    ['exchange-li', 'exchange', null],
    ['bureau-wu', 'bureau', null],
    ['district-xuhui', 'district', 'xuhui'],
    ['district-minhang', 'district', 'minhang'],
  ]
  const staff: SmallCity['staff'] = {}
  for (const [staffId, role, district] of people) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
    await sql`
      INSERT INTO staff (staff_id, name, role, district, public_key)
      VALUES (${staffId}, ${staffId}, ${role}, ${district}, ${raw})`
    staff[staffId] = { staffId, key: privateKey }
  }
  return staff
}

/** A resident with one instrument linked and every consent given since the year began. */
export const settleResident = async (sql: Sql, district = 'xuhui'): Promise<Resident> => {
  const resident = { accountId: randomUUID(), instrumentId: randomUUID() }
  const since = new Date('2026-01-02T00:00:00+08:00')
  await sql`
    INSERT INTO account (account_id, person_index, person_sealed, district, notice_version, proof, opened_at)
    VALUES (${resident.accountId}, ${randomBytes(16)}, ${randomBytes(16)}, ${district}, ${NOTICE}, 'host', ${since})`
  await sql`
    INSERT INTO instrument (instrument_id, blind_index, scheme, kind, issuer_zh, issuer_en, number_sealed, number_tail)
    VALUES (${resident.instrumentId}, ${randomUUID()}, 'sptcc-card', 'rideCode', '', '', ${randomBytes(16)}, '8812')`
  await sql`
    INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
    VALUES (${resident.instrumentId}, ${resident.accountId}, ${since}, 'host')`
  await sql`
    INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
    SELECT ${resident.accountId}::uuid, scene_no, operator_no, ${since}::timestamptz, ${NOTICE}
    FROM scene_provider JOIN scene USING (scene_id) JOIN operator USING (operator_id)`
  return resident
}

/** Takes a ride in as intake does: quantified, member of the day's open run. Returns its key. */
export const takeRide = async (sql: Sql, ride: RideToTake): Promise<string> => {
  const { resident, operator, scene = 'metro', day = DAY, board = '08:00', minutes = 30 } = ride
  const metres = scene === 'bus' ? null : (ride.metres ?? 12_345)
  const run = await openRun(sql, {
    operator,
    scene,
    day,
    closesAt: ride.closesAt ?? new Date('2026-05-07T00:00:00+08:00'),
  })
  const boardedAt = new Date(startOfCityDay(day).getTime() + minutesOf(board) * 60_000)
  const alightedAt = scene === 'bus' ? null : new Date(boardedAt.getTime() + minutes * 60_000)
  const { formula } = publishedMethodology(scene)
  const milligrams = quantify(formula!, { distanceMeters: metres === null ? undefined : meters(metres) })
  const rideKey = keyOfDay(day)
  const stations = ride.stations === undefined ? null : uuidOf(ride.stations)
  await sql`SELECT ensure_ride_partition(${day})`
  await sql`
    INSERT INTO ride (operator_day, ride_key, account_id, instrument_id, boarded_at, alighted_at, received_at,
      reduction_milligrams, operator_milligrams, distance_meters, operator_no, scene_no, methodology_no, run_no,
      payload_digest, stations_digest)
    VALUES (${day}, ${rideKey}, ${resident.accountId}, ${resident.instrumentId}, ${boardedAt}, ${alightedAt},
      ${new Date(boardedAt.getTime() + 3_600_000)}, ${Number(milligrams)}, ${ride.operatorMilligrams ?? null}, ${metres},
      ${run.operator_no}, ${run.scene_no}, ${run.methodology_no}, ${run.run_no}, ${randomUUID()}, ${stations})`
  await keepPushOf(sql, rideKey)
  return rideKey
}

/** The push of one line that a ride came with, as intake keeps it. */
export const keepPushOf = async (sql: Sql, rideKey: string): Promise<void> => {
  const [push] = await sql<{ operator_no: number; operator_id: string; received_at: Date }[]>`
    SELECT operator_no, operator_id, received_at FROM ride JOIN operator USING (operator_no) WHERE ride_key = ${rideKey}`
  if (push === undefined) throw new Error(`no ride ${rideKey}`)
  const pushId = `push-${randomUUID()}`
  const answer = {
    ...{
      pushId,
      operatorId: push.operator_id,
      receivedAt: push.received_at.toISOString(),
      rows: 1,
      breaks: 0,
    },
    counts: { accepted: 1, duplicate: 0, conflict: 0, unmatched: 0, rejected: 0, tested: 0 },
    verdicts: [{ line: 1, verdict: 'accepted' }],
  }
  await sql`
    INSERT INTO push (operator_no, push_id, content_digest, received_at, row_count, accepted, duplicate, conflict, unmatched,
      rejected, outcome)
    VALUES (${push.operator_no}, ${pushId}, ${randomBytes(32)}, ${push.received_at}, 1, 1, 0, 0, 0, 0,
      ${gzipSync(JSON.stringify(answer))})`
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

const uuidOf = (text: string): string =>
  uuidOfHex(createHash('sha256').update(text).digest('hex').slice(0, 32))

const keyOfDay = (day: CityDay): string =>
  dayNumber(day).toString(16).padStart(4, '0') + randomUUID().slice(4)

interface OpenRun {
  operator_no: number
  scene_no: number
  methodology_no: number
  run_no: number
}

const openRun = async (
  sql: Sql,
  asked: { operator: string; scene: string; day: CityDay; closesAt: Date },
): Promise<OpenRun> => {
  const { operator, scene, day, closesAt } = asked
  await sql`
    INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt)
    SELECT ${randomUUID()}::uuid, ${day}::date, operator_no, scene_no,
      1 + (SELECT count(*) FROM run WHERE run.operator_day = ${day} AND run.operator_no = operator.operator_no
        AND run.scene_no = scene.scene_no), methodology_no, 'open', ${new Date('2026-05-04T06:00:00+08:00')}::timestamptz,
      ${closesAt}::timestamptz, ${randomBytes(16)}::bytea
    FROM operator, scene JOIN methodology USING (scene_id)
    WHERE operator_id = ${operator} AND scene_id = ${scene}
      AND NOT EXISTS (SELECT FROM run WHERE run.operator_day = ${day} AND run.operator_no = operator.operator_no
        AND run.scene_no = scene.scene_no AND state = 'open')`
  const [run] = await sql<OpenRun[]>`
    SELECT run.* FROM run JOIN operator USING (operator_no) JOIN scene USING (scene_no)
    WHERE operator_day = ${day} AND operator_id = ${operator} AND scene_id = ${scene} AND state = 'open'`
  if (run === undefined) throw new Error('no open run')
  return run
}

export interface RunNow {
  run_id: string
  state: string
  rides: bigint | null
  reduction_milligrams: bigint | null
  evidence_digest: Buffer | null
  run_no: number
}

/** The run of an operator, scene and day; the newest by default. */
export const runOf = async (
  sql: Sql,
  operator: string,
  scene = 'metro',
  day: CityDay = DAY,
  runNo?: number,
): Promise<RunNow> => {
  const [run] = await sql<RunNow[]>`
    SELECT run.* FROM run JOIN operator USING (operator_no) JOIN scene USING (scene_no)
    WHERE operator_id = ${operator} AND scene_id = ${scene} AND operator_day = ${day}
      AND (${runNo ?? null}::int IS NULL OR run_no = ${runNo ?? null})
    ORDER BY run_no DESC LIMIT 1`
  if (run === undefined) throw new Error(`no run of ${operator}`)
  return run
}

export const rideState = async (sql: Sql, rideKey: string): Promise<number> => {
  const [row] = await sql<{ state: number }[]>`SELECT state FROM ride WHERE ride_key = ${rideKey}`
  return row?.state ?? -1
}

export const wireRunId = (run: { run_id: string }): string => encodeId('run', run.run_id)
export const nextDay = (day: CityDay): CityDay => addDays(day, 1)

/** A request as an operator sends it, over the real socket. */
export const asOperator = async (
  platform: TestPlatform,
  signer: OperatorSigner,
  method: 'GET' | 'POST',
  target: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, never> & { [field: string]: unknown } }> => {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const created = Math.floor(platform.clock.now().getTime() / 1000)
  const request = { method, target, created }
  const headers = signedHeaders(
    signer,
    text === undefined ? request : { ...request, body: text, contentType: 'application/json' },
  )
  const response = await fetch(platform.url + target, {
    method,
    headers,
    ...(text === undefined ? {} : { body: text }),
  })
  return { status: response.status, body: (await response.json()) as never }
}

/** Signs in through the real routes and returns what speaks for this person from now on. */
export const signInStaff = async (
  platform: TestPlatform,
  person: { staffId: string; key: KeyObject } | undefined,
) => {
  if (person === undefined) throw new Error('no such person')
  const post = (path: string, body: unknown) =>
    fetch(platform.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(
      (response) => response.json() as Promise<{ challengeId: string; text: string; accessToken: string }>,
    )
  const { challengeId, text } = await post('/v1/staff/challenges', { staffId: person.staffId })
  const signature = sign(null, Buffer.from(text, 'utf8'), person.key).toString('base64url')
  const { accessToken } = await post('/v1/staff/sessions', { challengeId, signature })
  return asBearer(platform, accessToken)
}

/** Requests with an access token, over the real socket. */
export const asBearer =
  (platform: TestPlatform, accessToken: string) =>
  async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const headers: Record<string, string> = { authorization: `Bearer ${accessToken}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(platform.url + path, init)
    return { status: response.status, body: (await response.json()) as { [field: string]: unknown } }
  }

import { randomBytes, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import type { PushOutcome, RideRow } from '#contract'
import bike from '../../../domain/methodology/data/shanghai/bike.json'
import bus from '../../../domain/methodology/data/shanghai/bus.json'
import metro from '../../../domain/methodology/data/shanghai/metro.json'
import type { Dependencies, Queryable } from '#server/platform/index'
import { makeLive } from '#test/harness/live-scene'
import { registerOperator, signedHeaders, type OperatorSigner, type RequestToSign } from '#test/harness/index'

/** A small city for intake specs: four scenes, two metro channels, residents who link and consent by SQL. */
export interface IntakeCity {
  /** 上海公共交通卡: metro, bus and ferry. */
  readonly card: OperatorSigner
  /** The metro's own code: metro only, the second channel. */
  readonly code: OperatorSigner
}

export const CITY_NOW = '2026-05-05T12:00:00+08:00'
export const DAY = '2026-05-04'

const SCENES = [
  { scene_id: 'metro', quantity_unit: 'metre', distance_max_meters: 150_000 },
  { scene_id: 'bus', quantity_unit: 'boarding', distance_max_meters: 100_000 },
  { scene_id: 'bike', quantity_unit: 'metre', distance_max_meters: 50_000 },
  { scene_id: 'ferry', quantity_unit: 'boarding', distance_max_meters: 20_000 },
]

const PROVIDERS = [
  { scene_id: 'metro', operator_id: 'sptcc', channel_rank: 1 },
  { scene_id: 'metro', operator_id: 'metro-app', channel_rank: 2 },
  { scene_id: 'bus', operator_id: 'sptcc', channel_rank: 1 },
  { scene_id: 'ferry', operator_id: 'sptcc', channel_rank: 1 },
]

export async function buildIntakeCity(deps: Dependencies): Promise<IntakeCity> {
  const { sql } = deps
  const card = await registerOperator(deps, 'sptcc')
  const code = await registerOperator(deps, 'metro-app')
  const names = { name_zh: 'n', name_en: 'n', disabled_reason_zh: '', disabled_reason_en: '' }
  await sql`INSERT INTO scene ${sql(SCENES.map((scene) => ({ ...scene, ...names })))}`
  await sql`INSERT INTO scene_provider ${sql(PROVIDERS.map((row) => ({ ...row, channel_zh: 'c', channel_en: 'c' })))}`
  for (const { scene_id: sceneId, operator_id: operatorId } of PROVIDERS)
    await makeLive(sql, { sceneId, operatorId })
  for (const definition of [metro, bus, bike]) await publishMethodology(sql, definition)
  await sql`INSERT INTO notice VALUES ('1', '2026-01-01T00:00:00Z', '{}')`
  return { card, code }
}

type MethodologyData = typeof metro | typeof bus

export async function publishMethodology(sql: Queryable, data: MethodologyData): Promise<void> {
  const { code, version, schemeId, sceneId, status, validFrom, validTo } = data
  await sql`
    INSERT INTO methodology (code, version, scheme_id, scene_id, class, status, valid_from, valid_to, definition, published_at)
    VALUES (${code}, ${version}, ${schemeId}, ${sceneId}, ${data.class}, ${status}, ${validFrom}, ${validTo},
      ${sql.json(data)}, '2024-03-01T00:00:00Z')`
}

export interface Resident {
  readonly accountId: string
  readonly instrumentId: string
  readonly subject: RideRow['subject']
}

export interface ResidentOptions {
  readonly linkedAt?: string
  readonly consentedAt?: string
  readonly consents?: readonly (readonly [scene: string, operator: string])[]
  readonly subject?: RideRow['subject']
  readonly noticeVersion?: string
}

const JANUARY = '2026-01-01T00:00:00+08:00'
const METRO_AND_BUS = [
  ['metro', 'sptcc'],
  ['bus', 'sptcc'],
] as const

let people = 0

/** A resident with one linked instrument and her consents, as the account pages would have written them. */
export async function settleResident(
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  options: ResidentOptions = {},
): Promise<Resident> {
  people += 1
  const subject = options.subject ?? {
    scheme: 'sptcc-card',
    value: `31040000${String(people).padStart(8, '0')}`,
  }
  const accountId = randomUUID()
  const notice = options.noticeVersion ?? '1'
  await sql`
    INSERT INTO account (account_id, person_index, person_sealed, notice_version, proof, opened_at)
    VALUES (${accountId}, ${randomBytes(16)}, ${Buffer.of(1)}, ${notice}, 'host', ${JANUARY})`
  for (const [scene, operator] of options.consents ?? METRO_AND_BUS) {
    await sql`
      INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
      SELECT ${accountId}, scene_no, operator_no, ${options.consentedAt ?? JANUARY}, ${notice}
      FROM scene, operator WHERE scene_id = ${scene} AND operator_id = ${operator}`
  }
  const instrumentId = await linkInstrument({ sql, crypto }, accountId, subject, options.linkedAt ?? JANUARY)
  return { accountId, instrumentId, subject }
}

export async function linkInstrument(
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
  subject: RideRow['subject'],
  linkedAt: string,
): Promise<string> {
  const blindIndex = crypto.blindIndex('instrument', `${subject.scheme}\n${subject.value}`).toString('hex')
  const instrumentId = randomUUID()
  await sql`
    INSERT INTO instrument (instrument_id, blind_index, scheme, kind, issuer_zh, issuer_en, number_sealed, number_tail)
    VALUES (${instrumentId}, ${blindIndex}, ${subject.scheme}, 'phoneCard', 'i', 'i', ${Buffer.of(1)}, '0000')`
  await sql`
    INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
    VALUES (${instrumentId}, ${accountId}, ${linkedAt}, 'host')`
  return instrumentId
}

let rides = 0

/** A good metro ride of the resident on the city's day; `bend` replaces fields. */
export function metroRow(resident: Pick<Resident, 'subject'>, bend: Partial<RideRow> = {}): RideRow {
  rides += 1
  return {
    rideNo: `M${rides}`,
    operatorDay: DAY,
    scene: 'metro',
    subject: resident.subject,
    board: { at: `${DAY}T08:00:00+08:00`, station: '莘庄', line: '1号线' },
    alight: { at: `${DAY}T08:31:00+08:00`, station: '人民广场', line: '1号线' },
    distanceMeters: 12_345,
    status: 'complete',
    ...bend,
  }
}

export function busRow(resident: Pick<Resident, 'subject'>, bend: Partial<RideRow> = {}): RideRow {
  rides += 1
  return {
    rideNo: `B${rides}`,
    operatorDay: DAY,
    scene: 'bus',
    subject: resident.subject,
    board: { at: `${DAY}T09:00:00+08:00`, line: '71路' },
    status: 'complete',
    ...bend,
  }
}

/** Rows as they go over the wire; a text is a line as it stands. */
export function ndjson(rows: readonly (RideRow | string)[]): Buffer {
  return Buffer.from(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''))
}

export interface PushAnswer {
  readonly status: number
  readonly body: PushOutcome & { code?: string; where?: string }
  readonly headers: Headers
}

export interface PushOptions {
  readonly operatorId?: string
  readonly pushId?: string
  readonly gzip?: boolean
  readonly contentType?: string
  /** Bends the signed headers just before they are sent. */
  readonly bend?: (headers: Record<string, string>) => void
  /** What is really sent, where it differs from what is signed. */
  readonly sent?: Buffer
  readonly signed?: Partial<RequestToSign>
}

let pushes = 0

/** Pushes over real HTTP with a real signature, as an operator's server does. */
export async function push(
  url: string,
  signer: OperatorSigner,
  rows: readonly (RideRow | string)[] | Buffer,
  options: PushOptions = {},
): Promise<PushAnswer> {
  pushes += 1
  const operatorId = options.operatorId ?? signer.keyId.replace(/-(ed25519|hmac-\w+|sm2-sm3)$/, '')
  const target = `/v1/operators/${operatorId}/pushes/${options.pushId ?? `push-${pushes}`}`
  const plain = Buffer.isBuffer(rows) ? rows : ndjson(rows)
  const body = options.gzip === true ? gzipSync(plain) : plain
  const headers = signedHeaders(signer, {
    method: 'POST',
    target,
    body,
    contentType: options.contentType ?? 'application/x-ndjson',
    ...(options.gzip === true ? { contentEncoding: 'gzip' } : {}),
    ...options.signed,
  })
  options.bend?.(headers)
  return answerOf(
    await fetch(url + target, { method: 'POST', headers, body: new Uint8Array(options.sent ?? body) }),
  )
}

export async function readPush(
  url: string,
  signer: OperatorSigner,
  operatorId: string,
  pushId: string,
): Promise<PushAnswer> {
  const target = `/v1/operators/${operatorId}/pushes/${pushId}`
  return answerOf(await fetch(url + target, { headers: signedHeaders(signer, { method: 'GET', target }) }))
}

async function answerOf(response: Response): Promise<PushAnswer> {
  return {
    status: response.status,
    body: (await response.json()) as PushAnswer['body'],
    headers: response.headers,
  }
}

/** How many rows of each kind there are: what must stay as it was after a refusal. */
export async function footprint(sql: Queryable): Promise<Record<string, number>> {
  const [row] = await sql<Record<string, number>[]>`
    SELECT (SELECT count(*) FROM ride)::int AS rides, (SELECT count(*) FROM push)::int AS pushes,
      (SELECT count(*) FROM ride_conflict)::int AS conflicts, (SELECT count(*) FROM row_refusal)::int AS refusals,
      (SELECT count(*) FROM ledger_entry)::int AS entries, (SELECT count(*) FROM ledger_transfer)::int AS transfers,
      (SELECT coalesce(sum(balance), 0) FROM ledger_account)::int AS balance`
  return row!
}

import { encodeId } from '#domain/id'
import { memberPersonIndex, memberSubjectIndex } from '#server/institution/index'
import type { Dependencies } from '#server/platform/index'

import { mallSections, type Section } from './export-mall'

import { readMemberships, readProposals } from './export-beyond-account'
import { groupSections } from './export-groups'
import { creditSections } from './export-credit'
import { pagesOf, ROWS_PER_PAGE, type Page } from './export-pages'
import { projectSections } from './export-projects'
import { FIRST_RIDE, readRides } from './export-rides'

/**
 * Everything we hold about one resident as the text of one JSON object, piece by piece (PIPL Art 45): what is kept sealed is
 * opened for her, rides are streamed.
 */
export async function* exportAccount(deps: Dependencies, accountId: string): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(deps.clock.now())}`
  for (const [name, read] of sections(deps, accountId)) {
    yield `,\n${JSON.stringify(name)}:${JSON.stringify(await read(), asJson)}`
  }
  yield* listOf(
    'credits',
    pagesOf((after) => readCredits(deps, accountId, after), FIRST_RUN),
  )
  yield* listOf(
    'rides',
    pagesOf((after) => readRides(deps, accountId, after), FIRST_RIDE),
  )
  yield '}\n'
}

/** One list of the file, page by page. */
async function* listOf(name: string, pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  yield `,\n${JSON.stringify(name)}:[`
  let separator = '\n'
  for await (const rows of pages) {
    yield `${separator}${rows.map((row) => JSON.stringify(row, asJson)).join(',\n')}`
    separator = ',\n'
  }
  yield ']'
}

/** A balance may pass what JSON readers hold exactly, so whole numbers of the database are written as digits. */
const asJson = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

const sections = ({ sql, crypto, clock }: Dependencies, accountId: string): readonly Section[] => [
  ['account', () => readAccount({ sql, crypto }, accountId)],
  [
    'consents',
    () => sql`
      SELECT scene_id AS "sceneId", operator_id AS "operatorId", granted_at AS "grantedAt",
        withdrawn_at AS "withdrawnAt", notice_version AS "noticeVersion"
      FROM consent JOIN scene USING (scene_no) JOIN operator USING (operator_no)
      WHERE account_id = ${accountId} ORDER BY granted_at`,
  ],
  ['instruments', () => readInstruments({ sql, crypto }, accountId)],
  [
    'consentsTold',
    () => sql`
      SELECT scene_id AS "sceneId", operator_id AS "operatorId", '****' || number_tail AS number, from_minute AS "from",
        until_minute AS until, deleted_at AS "operatorDeletedAt", deleted_records AS "operatorDeletedRecords"
      FROM instrument_consent JOIN instrument USING (instrument_id) JOIN scene USING (scene_no)
      JOIN operator USING (operator_no) LEFT JOIN deletion_receipt USING (instrument_consent_id)
      WHERE account_id = ${accountId} AND granted_no IS NOT NULL ORDER BY from_minute, instrument_consent_id`,
  ],
  [
    'sceneWatches',
    () => sql`
      SELECT scene_id AS "sceneId", since FROM scene_watch JOIN scene USING (scene_no) WHERE account_id = ${accountId}`,
  ],
  ['appeals', () => readAppeals({ sql }, accountId)],
  [
    'holdings',
    () => sql`
      SELECT city_month AS "cityMonth", methodology_class AS "methodologyClass", balance AS milligrams
      FROM ledger_account WHERE owner_id = ${accountId} AND book = 'holding' ORDER BY city_month, methodology_class`,
  ],
  [
    'conversions',
    () => sql`
      SELECT grams, grams AS points, converted_at AS "convertedAt" FROM conversion
      WHERE account_id = ${accountId} ORDER BY converted_at`,
  ],
  [
    'points',
    () => sql`
      SELECT granted_month AS "grantedMonth", balance AS points, expires_at AS "expiresAt", expired_at AS "expiredAt"
      FROM points_lot JOIN ledger_account USING (ledger_account_id)
      WHERE account_id = ${accountId} ORDER BY expires_at`,
  ],
  ...mallSections({ sql, crypto }, accountId),
  ...projectSections({ sql }, accountId),
  ...groupSections({ sql }, accountId),
  ...creditSections({ sql, clock }, accountId),
  [
    'guardianOf',
    () =>
      sql`SELECT consented_at AS "consentedAt" FROM guardianship WHERE guardian_account_id = ${accountId}`,
  ],
  [
    'suspensions',
    () => sql`
      SELECT reasons, began_at AS "beganAt", until, ended_at AS "endedAt", end_reasons AS "endReasons" FROM suspension
      WHERE account_id = ${accountId} ORDER BY began_at`,
  ],
  [
    'readsByOthers',
    () => sql`
      SELECT read_at AS at, reader_zh AS reader, purpose_zh AS purpose FROM data_read
      WHERE account_id = ${accountId} ORDER BY read_at`,
  ],
  ['hosts', () => readHosts({ sql, crypto }, accountId)],
  ['memberships', async () => readMemberships(sql, await indexesOf({ sql, crypto }, accountId))],
  ['methodologyProposals', async () => readProposals(sql, await indexesOf({ sql, crypto }, accountId))],
  [
    'messages',
    () => sql`
      SELECT kind, due_at AS "dueAt", sent_at AS "sentAt", read_at AS "readAt" FROM message
      WHERE account_id = ${accountId} ORDER BY due_at`,
  ],
  [
    'sessions',
    () => sql`
      SELECT host_id AS host, started_at AS "startedAt", revoked_at AS "endedAt" FROM session
      WHERE account_id = ${accountId} ORDER BY started_at`,
  ],
]

const readAccount = async (
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
): Promise<unknown> => {
  const [row] = await sql<{ person_sealed: Buffer | null; guarded: boolean; [column: string]: unknown }[]>`
    SELECT person_sealed, guardian_account_id IS NOT NULL AS guarded, district, notice_version AS "noticeVersion",
      proof, opened_at AS "openedAt"
    FROM account WHERE account_id = ${accountId}`
  if (row === undefined) throw new Error('A resident without an account asked for an export.')
  const { person_sealed: sealed, guarded, ...columns } = row
  const personId = sealed === null ? null : crypto.open('person', sealed, accountId).toString('utf8')
  return { accountId: encodeId('acc', accountId), personId, openedByGuardian: guarded, ...columns }
}

/** Under what she is found where no account is needed: for each host she came through, and as herself. */
const indexesOf = async (
  deps: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
): Promise<readonly Buffer[]> => [
  ...(await readHosts(deps, accountId)).map(({ host, yourIdThere }) =>
    memberSubjectIndex(deps.crypto, { hostId: host, subject: yourIdThere }),
  ),
  ...(await personIndexesOf(deps, accountId)),
]

const personIndexesOf = async (
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
): Promise<readonly Buffer[]> => {
  const [row] = await sql<{ person_sealed: Buffer | null }[]>`
    SELECT person_sealed FROM account WHERE account_id = ${accountId}`
  if (row?.person_sealed == null) return []
  return [memberPersonIndex(crypto, crypto.open('person', row.person_sealed, accountId).toString('utf8'))]
}

const readHosts = async (
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
): Promise<readonly { host: string; yourIdThere: string; seenAt: Date }[]> => {
  const rows = await sql<{ host: string; subject_sealed: Buffer; seenAt: Date }[]>`
    SELECT host_id AS host, subject_sealed, seen_at AS "seenAt" FROM account_host WHERE account_id = ${accountId}
    ORDER BY host_id`
  return rows.map(({ host, subject_sealed: sealed, seenAt }) => ({
    host,
    yourIdThere: crypto.open('host-subject', sealed, accountId).toString('utf8'),
    seenAt,
  }))
}

const readInstruments = async (
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
): Promise<unknown> => {
  const rows = await sql<{ instrument_id: string; number_sealed: Buffer; is_hers: boolean; tail: string }[]>`
    SELECT instrument.instrument_id, scheme, kind, issuer_zh AS issuer, number_sealed, number_tail AS tail,
      linked_at AS "linkedAt", unlinked_at AS "unlinkedAt", link.proof, unlinked_at IS NULL AS is_hers
    FROM instrument_link AS link JOIN instrument USING (instrument_id)
    WHERE account_id = ${accountId} ORDER BY linked_at`
  return rows.map(({ instrument_id: id, number_sealed: sealed, is_hers: isHers, tail, ...columns }) => {
    // A card she no longer owns may be somebody else's by now: its tail is all she gets.
    const number = isHers ? crypto.open('instrument', sealed, id).toString('utf8') : `****${tail}`
    return { number, ...columns }
  })
}

const readAppeals = async ({ sql }: Pick<Dependencies, 'sql'>, accountId: string): Promise<unknown> => {
  const rows = await sql<{ ride_key: string; [column: string]: unknown }[]>`
    SELECT ride_key, operator_day AS "operatorDay", reason, text, stage, state, opened_at AS "openedAt", answer,
      answered_at AS "answeredAt"
    FROM appeal WHERE account_id = ${accountId} ORDER BY opened_at`
  return rows.map(({ ride_key: rideKey, ...columns }) => ({ rideId: encodeId('ride', rideKey), ...columns }))
}

const FIRST_RUN = '00000000-0000-0000-0000-000000000000'

interface CreditRow {
  readonly run_id: string
  readonly [column: string]: unknown
}

/** What each run credited to her 入账记录, in the order the runs were opened, with the serials that were hers when it was issued. */
const readCredits = async (
  { sql }: Dependencies,
  accountId: string,
  after: string,
): Promise<Page<string>> => {
  const rows = await sql<CreditRow[]>`
    SELECT run_id, run.operator_day AS "operatorDay", scene.scene_id AS "sceneId", operator_id AS "operatorId",
      posting.rides, posting.reduction_milligrams AS "reductionMilligrams", code AS "methodologyCode",
      version AS "methodologyVersion", class AS "methodologyClass", serial_from + serial_offset AS "serialFrom",
      serial_from + serial_offset + posting.reduction_milligrams - 1 AS "serialTo", issued_at AS "issuedAt"
    FROM run_posting AS posting JOIN run USING (run_id) JOIN scene USING (scene_no) JOIN operator USING (operator_no)
      JOIN methodology USING (methodology_no)
    WHERE account_id = ${accountId} AND run_id > ${after} ORDER BY run_id LIMIT ${ROWS_PER_PAGE}`
  return {
    rows: rows.map(({ run_id: runId, ...credit }) => ({ runId: encodeId('run', runId), ...credit })),
    next: rows.length < ROWS_PER_PAGE ? undefined : rows.at(-1)?.run_id,
  }
}

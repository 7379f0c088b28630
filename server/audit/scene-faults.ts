import type { AuditFault } from '#domain/audit'
import { addDays, cityDayOf, endOfCityDay, type CityDay } from '#domain/calendar'
import { decodeId } from '#domain/id'
import { sceneTermsOn, type SceneState } from '#domain/scene'
import { recordDigest } from '#server/methodology/index'
import type { Transaction } from '#server/platform/index'
import { verifySceneMandate } from '#server/scene/index'

type Kind = SceneState['kind']

interface StepRow {
  readonly action: string
  readonly state: Kind
  readonly until: CityDay | null
  readonly actor: string
  readonly at: Date
}

interface Application {
  readonly id: string
  readonly state: Kind
  readonly round: number
  readonly until: CityDay | null
  readonly trial_since: Date | null
  readonly due_at: Date | null
  readonly steps: readonly StepRow[]
}

interface Entry extends StepRow {
  readonly round: number
  readonly detail: Record<string, unknown>
}

/**
 * Where every application stands must follow from the chained log, step by step: its state, round and last day, when its terms end, in which
 * periods it was live, what its tests came to, what became of the extensions asked for. What was handed in and entrusted must still be the same
 * text.
 */
export async function* sceneFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const logged = await entriesByApplication(sql)
  const periods = await periodsByApplication(sql)
  for (const application of await applications(sql)) {
    const entries = logged.get(application.id) ?? []
    logged.delete(application.id)
    yield* stepFaults(application, entries)
    yield* stateFaults(application, entries)
    yield* periodFaults(application, periods.get(application.id) ?? [])
    yield* trialFaults(sql, application, entries)
  }
  for (const id of logged.keys()) yield fault(id, 'a row behind the log', 'an application', 'none')
  yield* roundFaults(sql)
  yield* extensionFaults(sql)
  yield* mandateFaults(sql)
}

const fault = (id: string, what: string, expected: string, found: string): AuditFault => ({
  table: 'scene_application',
  key: `application_id=${id}`,
  what,
  expected,
  found,
})

const applications = async (sql: Transaction): Promise<Application[]> => {
  const rows = await sql<
    (Omit<Application, 'steps'> & { steps: (Omit<StepRow, 'at'> & { at: number })[] })[]
  >`
    SELECT application_id AS id, state, round, approved_until AS until, trial_since, due_at,
      coalesce((SELECT jsonb_agg(jsonb_build_object('action', action, 'state', step.state, 'until', step.approved_until,
          'actor', actor, 'at', extract(epoch FROM occurred_at) * 1000) ORDER BY step_no)
        FROM scene_step AS step WHERE step.application_id = application.application_id), '[]') AS steps
    FROM scene_application AS application`
  return rows.map((row) => ({
    ...row,
    steps: row.steps.map((step) => ({ ...step, at: new Date(step.at) })),
  }))
}

const entriesByApplication = async (sql: Transaction): Promise<Map<string, Entry[]>> => {
  const rows = await sql<
    { subject: string; action: string; actor: string; at: Date; detail: Record<string, unknown> }[]
  >`
    SELECT subject, action, actor, occurred_at AS at, detail FROM audit_entry
    WHERE subject LIKE 'sca\\_%' AND detail ? 'state' ORDER BY sequence`
  const byId = new Map<string, Entry[]>()
  for (const { subject, detail, ...entry } of rows) {
    const id = decodeId('sca', subject) ?? subject
    const { state, until, round } = detail as { state: Kind; until: CityDay | null; round: number }
    byId.set(id, [...(byId.get(id) ?? []), { ...entry, state, until, round, detail }])
  }
  return byId
}

const lineOf = ({ action, state, until, actor, at }: StepRow): string =>
  [action, state, until ?? 'no day', actor, at.toISOString()].join(' ')

/** The history told to people is the log's, step by step. */
function* stepFaults({ id, steps }: Application, entries: readonly Entry[]): Generator<AuditFault> {
  for (let n = 0; n < Math.max(steps.length, entries.length); n += 1) {
    const [step, entry] = [steps[n], entries[n]]
    const [expected, found] = [entry ? lineOf(entry) : 'nothing', step ? lineOf(step) : 'nothing']
    if (expected !== found) yield fault(id, `step ${n + 1}`, expected, found)
  }
}

function* stateFaults(application: Application, entries: readonly Entry[]): Generator<AuditFault> {
  const last = entries.at(-1)
  if (last === undefined)
    return yield fault(application.id, 'state', 'an entry of the log of actions', application.state)
  const { state, round, until, trial_since: since, due_at: dueAt } = application
  const isOnTrial = last.state === 'testing' || last.state === 'connecting'
  const expected: [string, string, string][] = [
    ['state', last.state, state],
    ['round', String(last.round), String(round)],
    ['approved_until', last.until ?? 'none', until ?? 'none'],
    ['trial_since', textOf(isOnTrial ? last.at : null), textOf(since)],
    ['due_at', textOf(termOf(last)), textOf(dueAt)],
  ]
  for (const [what, told, found] of expected)
    if (told !== found) yield fault(application.id, what, told, found)
}

const textOf = (moment: Date | null): string => moment?.toISOString() ?? 'none'

/** The end of the term that began with a step, by the terms of its day. */
const termOf = ({ state, at }: StepRow): Date | null => {
  const day = cityDayOf(at)
  const { reviewDays, testDays } = sceneTermsOn(day)
  if (state === 'applied') return endOfCityDay(addDays(day, reviewDays))
  return state === 'testing' || state === 'connecting' ? endOfCityDay(addDays(day, testDays)) : null
}

type Period = readonly [from: string, to: string]

const periodsByApplication = async (sql: Transaction): Promise<Map<string, Period[]>> => {
  const rows = await sql<{ id: string; live_from: Date | null; live_to: Date | null }[]>`
    SELECT application_id AS id, live_from, live_to FROM scene_period ORDER BY live_from NULLS FIRST, live_to NULLS LAST`
  const byId = new Map<string, Period[]>()
  for (const { id, live_from: from, live_to: to } of rows)
    byId.set(id, [...(byId.get(id) ?? []), [textOf(from), textOf(to)]])
  return byId
}

/** A scene was live from the step that made it so – one approved before applications were kept: since ever – to the one that ended it. */
function* periodFaults({ id, steps }: Application, stored: readonly Period[]): Generator<AuditFault> {
  const derived: Period[] = []
  let from: string | null = null
  for (const step of steps) {
    if (step.state === 'live') {
      from ??= step.action === 'scene.seeded' ? textOf(null) : textOf(step.at)
    } else if (from !== null) {
      const isOver = step.state === 'expired' && step.until !== null
      derived.push([from, textOf(isOver && step.until !== null ? endOfCityDay(step.until) : step.at)])
      from = null
    }
  }
  if (from !== null) derived.push([from, textOf(null)])
  const [expected, found] = [derived, stored].map((periods) =>
    periods.map(([begin, end]) => `${begin} to ${end}`).join(', '),
  )
  if (expected !== found) yield fault(id, 'live periods', expected || 'none', found || 'none')
}

/** What a passed test and a connection came to: the pushes received between their beginning and their end. */
async function* trialFaults(
  sql: Transaction,
  { id, steps }: Application,
  entries: readonly Entry[],
): AsyncGenerator<AuditFault> {
  for (const [n, entry] of entries.entries()) {
    if (entry.action !== 'scene.test-passed' && entry.action !== 'scene.opened') continue
    const since = steps[n - 1]?.at ?? entry.at
    const [sum] = await sql<{ tested: number; rejected: number }[]>`
      SELECT coalesce(sum(tested), 0)::int AS tested, coalesce(sum(rejected), 0)::int AS rejected FROM scene_trial_push
      WHERE application_id = ${id} AND received_at > ${since} AND received_at <= ${entry.at}`
    const expected = `${String(entry.detail['tested'])} right, ${String(entry.detail['rejected'])} not`
    const found = `${sum?.tested} right, ${sum?.rejected} not`
    if (expected !== found) yield fault(id, `rows before ${entry.action}`, expected, found)
  }
}

async function* roundFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    { id: string; round: number; record: Record<string, unknown>; digest: string; at: Date }[]
  >`
    SELECT application_id AS id, round, record, encode(record_digest, 'hex') AS digest, submitted_at AS at FROM scene_round`
  const logged = await sql<{ subject: string; digest: string; at: Date }[]>`
    SELECT subject, detail ->> 'recordDigest' AS digest, occurred_at AS at FROM audit_entry WHERE action = 'scene.applied'`
  const told = new Set(
    logged.map(({ subject, digest, at }) => `${decodeId('sca', subject)} ${digest} ${at.getTime()}`),
  )
  for (const { id, round, record, digest, at } of rows) {
    const row = { table: 'scene_round', key: `application_id=${id}, round=${round}` }
    const found = recordDigest(record).toString('hex')
    if (found !== digest) yield { ...row, what: 'record', expected: digest, found }
    if (told.has(`${id} ${digest} ${at.getTime()}`)) continue
    const expected = 'an entry scene.applied of the log of actions with its digest'
    yield { ...row, what: 'as handed in', expected, found: `none at ${at.toISOString()}` }
  }
}

/** How an extension ended is in the log; one that is open, or lapsed with its application, is only asked for there. */
async function* extensionFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    {
      id: string
      extension_no: number
      until: CityDay
      state: string
      ended: boolean
      at: Date
      due_at: Date
    }[]
  >`
    SELECT application_id AS id, extension_no, until_asked AS until, extension.state, asked_at AS at, extension.due_at,
      application.state IN ('expired', 'withdrawn') AS ended
    FROM scene_extension AS extension JOIN scene_application AS application USING (application_id)`
  const logged = await sql<{ subject: string; action: string; no: string; until: string | null; at: Date }[]>`
    SELECT subject, action, detail ->> 'extensionNo' AS no, detail ->> 'until' AS until, occurred_at AS at FROM audit_entry
    WHERE action IN ('scene.extension-asked', 'scene.extension-returned', 'scene.extended')`
  for (const row of rows) {
    const own = logged.filter(
      ({ subject, no }) => decodeId('sca', subject) === row.id && no === String(row.extension_no),
    )
    const asked = own.find(({ action }) => action === 'scene.extension-asked')
    const how = own.some(({ action }) => action === 'scene.extended')
      ? 'granted'
      : own.some(({ action }) => action === 'scene.extension-returned')
        ? 'returned'
        : row.ended
          ? 'lapsed'
          : 'asked'
    const due = endOfCityDay(addDays(cityDayOf(row.at), sceneTermsOn(cityDayOf(row.at)).reviewDays))
    const expected = [how, asked?.until, textOf(asked?.at ?? null), textOf(due)].join(' ')
    const found = [row.state, row.until, textOf(row.at), textOf(row.due_at)].join(' ')
    const key = `application_id=${row.id}, extension_no=${row.extension_no}`
    if (expected !== found) yield { table: 'scene_extension', key, what: 'as the log says', expected, found }
  }
}

async function* mandateFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<
    {
      id: string
      scene_id: string
      jws: string
      jti: string
      key: Buffer
      principal: string
      agent: string
      expires_at: Date
    }[]
  >`
    SELECT mandate_id AS id, scene_id, jws, jti, public_key AS key, principal.credit_code AS principal, agent.credit_code AS agent,
      expires_at
    FROM scene_mandate AS mandate JOIN institution_key USING (key_id)
    JOIN institution AS principal ON principal.institution_id = mandate.institution_id
    JOIN institution AS agent ON agent.institution_id = agent_institution_id`
  for (const row of rows) {
    const claims = await verifySceneMandate(row.jws, row.key)
    const said = claims && [claims.iss, claims.sub, claims.scene, claims.jti, claims.exp * 1000].join(' ')
    const kept = [row.principal, row.agent, row.scene_id, row.jti, row.expires_at.getTime()].join(' ')
    if (said === kept) continue
    const [key, what] = [`mandate_id=${row.id}`, 'signature']
    yield { table: 'scene_mandate', key, what, expected: said ?? 'its institution’s signature', found: kept }
  }
}

import { refuse, type ReadingsOutcome, type ReadingVerdict, type Refusal } from '#contract'
import { cityDayOf, parseCalendarDay, type CityDay } from '#domain/calendar'
import {
  readingFaultOf,
  type CountedDay,
  type MeteredProject,
  type ProjectMethodology,
  type Reading,
} from '#domain/project'
import type { SignedText, Transaction } from '#server/platform/index'

import { reportedPeriods } from './hand-in-report'
import { keptReadings } from './kept-readings'
import { methodologiesOf } from './methodologies'
import type { ProjectRow } from './project-row'
import { isLineFault, type LineFault } from './read-lines'

/** A push or file that was read, before it is judged. */
export interface SentReadings {
  readonly projectId: string
  readonly pushId: string
  readonly contentDigest: Buffer
  readonly lines: readonly (Reading | LineFault)[]
  /** What a machine signed; null for a file sent by a person who is signed in. */
  readonly signed: (SignedText & { readonly keyId: string }) | null
}

/** The answer of a push that was taken before. */
export const findOutcome = async (
  transaction: Transaction,
  { projectId, pushId }: { projectId: string; pushId: string },
): Promise<{ contentDigest: Buffer; outcome: string } | undefined> => {
  const [row] = await transaction<{ content_digest: Buffer; outcome: string }[]>`
    SELECT content_digest, outcome FROM project_push WHERE project_id = ${projectId} AND push_id = ${pushId}`
  return row && { contentDigest: row.content_digest, outcome: row.outcome }
}

/**
 * Judges every line of a push, keeps what counts and the verdicts, and answers with them. The project is held, so pushes of one project
 * come one after the other. A push sent again gets the stored verdicts. Refuses push.conflict when its name stands for other bytes,
 * project.already-decided when nothing is measured any more.
 */
export const takeReadings = async (
  transaction: Transaction,
  row: ProjectRow,
  sent: SentReadings & { readonly wireId: string; readonly now: Date },
): Promise<string | Refusal> => {
  const known = await findOutcome(transaction, sent)
  if (known !== undefined)
    return known.contentDigest.equals(sent.contentDigest) ? known.outcome : refuse('push.conflict')
  if (row.state === 'refused' || row.state === 'withdrawn' || row.state === 'ended')
    return refuse('project.already-decided')
  const judged = await judge(transaction, row, sent)
  const outcome = JSON.stringify(outcomeOf(sent, judged.verdicts))
  await transaction`
    INSERT INTO project_push (project_id, push_id, content_digest, received_at, row_count, accepted, outcome, key_id, signature_base, signature)
    VALUES (${row.project_id}, ${sent.pushId}, ${sent.contentDigest}, ${sent.now}, ${sent.lines.length}, ${judged.accepted.length},
      ${outcome}, ${sent.signed?.keyId ?? null}, ${sent.signed?.base ?? null},
      ${sent.signed === null ? null : Buffer.from(sent.signed.signature)})`
  await keepReadings(transaction, sent, judged.accepted)
  return outcome
}

interface Accepted extends Reading {
  readonly line: number
}

interface Judged {
  readonly verdicts: readonly ReadingVerdict[]
  readonly accepted: readonly Accepted[]
}

const judge = async (
  transaction: Transaction,
  row: ProjectRow,
  { projectId, lines, now }: SentReadings & { readonly now: Date },
): Promise<Judged> => {
  const project = await meteredOf(transaction, row)
  const methodologyOn = await methodologiesOf(transaction, row.record.kind)
  const kept = await keptReadings(transaction, { projectId, lines, meters: project.meters })
  const accepted: Accepted[] = []
  const verdicts = lines.map((line, index): ReadingVerdict => {
    const number = index + 1
    if (isLineFault(line)) return { line: number, verdict: 'rejected', ...line }
    const told = kept.compare(line)
    if (told !== 'new' && told !== 'superseded') return { line: number, verdict: told }
    const counted = kept.dayOf(line)
    const fault =
      told === 'new' ? faultOf(line, { methodologyOn, project, now, counted }) : 'reading.superseded'
    if (fault !== undefined) return { line: number, verdict: 'rejected', code: fault }
    kept.add(line)
    accepted.push({ ...line, line: number })
    return { line: number, verdict: 'accepted' }
  })
  return { verdicts, accepted }
}

const faultOf = (
  reading: Reading,
  known: {
    methodologyOn: (day: CityDay) => ProjectMethodology | undefined
    project: MeteredProject
    now: Date
    counted: CountedDay
  },
) => {
  const methodology = known.methodologyOn(reading.day)
  if (methodology === undefined) return 'reading.day-outside'
  const { counted, now } = known
  return readingFaultOf(methodology, known.project, reading, { today: cityDayOf(now), counted })
}

const meteredOf = async (transaction: Transaction, row: ProjectRow): Promise<MeteredProject> => {
  const { size, meters } = row.record
  const startDay = parseCalendarDay(row.record.startDay)
  if (startDay === undefined) throw new Error('a record was kept with a day that is none')
  return { size, meters, startDay, reported: await reportedPeriods(transaction, row.project_id) }
}

const outcomeOf = (
  { wireId, pushId, now, lines }: SentReadings & { readonly wireId: string; readonly now: Date },
  verdicts: readonly ReadingVerdict[],
): ReadingsOutcome => {
  const count = (name: ReadingVerdict['verdict']): number =>
    verdicts.filter(({ verdict }) => verdict === name).length
  return {
    projectId: wireId,
    pushId,
    receivedAt: now.toISOString(),
    rows: lines.length,
    counts: {
      accepted: count('accepted'),
      duplicate: count('duplicate'),
      conflict: count('conflict'),
      rejected: count('rejected'),
    },
    verdicts: [...verdicts],
  }
}

const keepReadings = async (
  transaction: Transaction,
  { projectId, pushId }: SentReadings,
  accepted: readonly Accepted[],
): Promise<void> => {
  const column = (value: (reading: Accepted) => string | number): string[] =>
    accepted.map((one) => String(value(one)))
  await transaction`
    INSERT INTO project_reading (project_id, meter_no, measure, day, revision, quantity, push_id, line)
    SELECT ${projectId}::uuid, meter_no, measure, day::date, revision::smallint, quantity::bigint, ${pushId}, line::integer
    FROM unnest(${column(({ meterNo }) => meterNo)}::text[], ${column(({ measure }) => measure)}::text[],
      ${column(({ day }) => day)}::text[], ${column(({ revision }) => revision)}::text[],
      ${column(({ quantity }) => quantity)}::text[], ${column(({ line }) => line)}::text[])
      AS reading (meter_no, measure, day, revision, quantity, line)`
}

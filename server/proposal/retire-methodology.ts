import { refuse, type Refusal, type Retirement } from '#contract'
import { cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import { isStepRefusal, stateOfVersion, stepMethodology } from '#domain/methodology'
import { recordDigest } from '#server/methodology/index'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { readSignatures, sign } from './signatures'
import { refuseStep } from './step-proposal'

interface KeptVersion {
  methodology_no: number
  scene_id: string
  definition: Record<string, unknown>
  valid_from: CityDay
  valid_to: CityDay | null
}

/**
 * Puts a person's name to the end of a version; the second, of the other office under the same day, ends it: rides of that day and later
 * count no more, those before stay as they are. Refuses request.not-found, methodology.not-in-force, methodology.day-over,
 * methodology.publication-refused when rides of that day are counted, and what `sign` refuses.
 */
export const signRetirement = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  act: { code: string; version: number; day: string; requestId: string },
): Promise<Retirement | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const { code, version } = act
    const day = parseCityDay(act.day)
    if (day === undefined) return refuse('request.invalid', '/body/day')
    const now = clock.now()
    const [kept] = await transaction<KeptVersion[]>`
      SELECT methodology_no, scene_id, definition, valid_from, valid_to FROM methodology
      WHERE code = ${code} AND version = ${version} AND status = 'published' FOR UPDATE`
    if (kept === undefined) return refuse('request.not-found')
    const refused = await refusalOf(transaction, kept, { version, day, now })
    if (refused !== null) return refused
    const { validTo: _validTo, ...lasting } = kept.definition
    const signable = { act: 'retire', code, version } as const
    const digest = recordDigest(lasting)
    const signed = await sign(transaction, staff, { ...act, signable, digest, day, now })
    if (typeof signed !== 'string') return signed
    if (signed === 'both') await retire(transaction, kept, { ...act, day, now, actor: principalKey(staff) })
    const signatures = await readSignatures(transaction, signable)
    return { code, version, validTo: signed === 'both' ? day : kept.valid_to, signatures }
  })

/** A kept version's end and whose names stand under it. Refuses request.not-found. */
export const readRetirement = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { code, version }: { code: string; version: number },
): Promise<Retirement | Refusal> => {
  const [kept] = await sql<{ valid_to: CityDay | null }[]>`
    SELECT valid_to FROM methodology WHERE code = ${code} AND version = ${version} AND status = 'published'`
  if (kept === undefined) return refuse('request.not-found')
  const signatures = await readSignatures(sql, { act: 'retire', code, version })
  return { code, version, validTo: kept.valid_to, signatures }
}

const refusalOf = async (
  transaction: Transaction,
  kept: KeptVersion,
  { version, day, now }: { version: number; day: CityDay; now: Date },
): Promise<Refusal | null> => {
  const today = cityDayOf(now)
  const state = stateOfVersion({ version, validTo: kept.valid_to, revisionOpen: false }, today)
  const next = stepMethodology(state, { kind: 'end' })
  if (isStepRefusal(next)) return refuseStep(next)
  // A version that already has an end was followed by another: the day is settled.
  if (kept.valid_to !== null) return refuseStep('notInForce')
  if (day < today || day <= kept.valid_from) return refuse('methodology.day-over')
  const counted = await transaction`
    SELECT FROM run JOIN scene USING (scene_no) WHERE scene_id = ${kept.scene_id} AND operator_day >= ${day}::date LIMIT 1`
  if (counted.length === 0) return null
  return refuse(
    'methodology.publication-refused',
    `rides were counted on ${day} or later: end it on a later day`,
  )
}

const retire = async (
  transaction: Transaction,
  { methodology_no: methodologyNo }: KeptVersion,
  end: { code: string; version: number; day: CityDay; now: Date; actor: string; requestId: string },
): Promise<void> => {
  await transaction`
    UPDATE methodology SET valid_to = ${end.day}::date,
      definition = jsonb_set(definition, '{validTo}', to_jsonb(${end.day}::text))
    WHERE methodology_no = ${methodologyNo}`
  await appendAudit(transaction, {
    occurredAt: end.now,
    actor: end.actor,
    action: 'methodology.retired',
    subject: `${end.code}/${end.version}`,
    detail: { validTo: end.day },
    requestId: end.requestId,
  })
}

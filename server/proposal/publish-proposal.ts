import { refuse, type Refusal } from '#contract'
import { cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import {
  isStepRefusal,
  panelVerdict,
  reviewTermsOn,
  stepMethodology,
  type PanelVerdict,
} from '#domain/methodology'
import { keepWithin, overlapReason, recordDigest } from '#server/methodology/index'
import { tellApplicant } from '#server/message/index'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { panelOf, readSeats } from './panel'
import { readRow, stateOf, type ProposalRow } from './proposal-row'
import { usesBeyond } from './permitted-uses'
import { publicationOf, sign } from './signatures'
import { holdProposal, refuseStep, Undone, type Act } from './step-proposal'

const PANEL_REFUSALS = {
  missing: 'methodology.opinions-missing',
  against: 'methodology.opinions-against',
  inConflict: 'methodology.expert-in-conflict',
} as const satisfies Record<Exclude<PanelVerdict, 'agreed'>, string>

/**
 * Puts a person's name to the publication of a reviewed proposal from a day on. The second name, of another person of the other office
 * under the same record and day, publishes it: the scene counts by it from that day, the version before ends with the day before.
 * Refuses request.not-found, methodology.not-under-review, methodology.day-over, methodology.opinions-missing,
 * methodology.opinions-against, methodology.expert-in-conflict, methodology.second-person-needed, methodology.second-role-needed,
 * methodology.record-faulty with every fault, methodology.uses-not-permitted with the uses, methodology.publication-refused with the reason.
 */
export const signPublication = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  act: Act & { day: string },
): Promise<Refusal | null> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const row = await holdProposal(transaction, act.proposalId, null)
    if (row === undefined) return refuse('request.not-found')
    const now = clock.now()
    const day = parseCityDay(act.day)
    if (day === undefined) return refuse('request.invalid', '/body/day')
    const refused = await refusalOf(transaction, row, { now, day })
    if (refused !== null) return refused
    const { code, version } = row
    if (code === null || version === null) throw new Error('a proposal under review has no code')
    const signed = await sign(transaction, staff, {
      ...{ signable: publicationOf(row), code, version, digest: recordDigest(row.record) },
      ...{ day, now, requestId: act.requestId },
    })
    if (signed === 'one') return null
    if (signed !== 'both') return signed
    await publish(transaction, row, { staff, now, day, requestId: act.requestId })
    return null
  }).catch((error: unknown) => {
    if (error instanceof Undone) return error.refusal
    const reason = overlapReason(error)
    if (reason === undefined) throw error
    return refuse('methodology.publication-refused', reason)
  })

/** Why it cannot be published as it stands, whoever signs. */
const refusalOf = async (
  transaction: Transaction,
  row: ProposalRow,
  { now, day }: { now: Date; day: CityDay },
): Promise<Refusal | null> => {
  const next = stepMethodology(stateOf(row), { kind: 'publish', version: row.version ?? 1 })
  if (isStepRefusal(next)) return refuseStep(next)
  if (day < cityDayOf(now)) return refuse('methodology.day-over')
  const panel = panelOf(await readSeats(transaction, row, now), row.round)
  const verdict = panelVerdict(panel, reviewTermsOn(cityDayOf(now)).opinionsNeeded)
  if (verdict !== 'agreed') return refuse(PANEL_REFUSALS[verdict])
  const read = readRow(row, now)
  if ('faults' in read) return refuse('methodology.record-faulty', read.faults.join('; '))
  // Asked again: what a class is good for may have changed while experts wrote.
  const beyond = await usesBeyond(transaction, read, day)
  if (beyond.length === 0) return null
  return refuse(
    'methodology.uses-not-permitted',
    `class ${read.class} does not permit ${beyond.join(', ')} on ${day}`,
  )
}

const publish = async (
  transaction: Transaction,
  row: ProposalRow,
  by: { staff: StaffPrincipal; now: Date; day: CityDay; requestId: string },
): Promise<void> => {
  const read = readRow(row, by.now)
  if ('faults' in read) throw new Error('a record that two offices signed does not hold')
  const actor = principalKey(by.staff)
  const outcome = await keepWithin(
    transaction,
    { ...read, validFrom: by.day },
    { actor, way: 'review', requestId: by.requestId, now: by.now },
  )
  if (outcome.kind !== 'published') {
    const reason = outcome.kind === 'refused' ? outcome.reason : 'this version is published already'
    throw new Undone(refuse('methodology.publication-refused', reason))
  }
  await transaction`
    UPDATE methodology_proposal SET state = 'published' WHERE proposal_id = ${row.proposal_id}`
  const { proposal_id: proposalId, account_id: accountId, round } = row
  const told = { kind: 'proposalPublished' as const, proposalId, act: String(round) }
  await tellApplicant(transaction, accountId, told, by.now)
  await appendAudit(transaction, {
    occurredAt: by.now,
    actor,
    action: 'proposal.published',
    subject: encodeId('mpr', row.proposal_id),
    detail: { code: row.code, version: row.version, round: row.round, told: outcome.told },
    requestId: by.requestId,
  })
}

import { refuse, type Closure, type ClosureRequest, type Refusal } from '#contract'
import { decideClosure } from '#domain/account'
import { milligrams, sumMilligrams, type Milligrams } from '#domain/measure'
import { MILLIGRAMS_PER_POINT } from '#domain/points'
import { forgetReasons, takeBackWaitingOf } from '#server/claw-back/index'
import { forgetTogether } from '#server/group/index'
import { forgetCredit } from '#server/credit-record/index'
import { giveToPublicPool, remainingMilligramsOf } from '#server/ledger/index'
import { backingMilligramsOf, endLots } from '#server/points/index'
import { closeProjects } from '#server/project/index'
import { forgetMessages } from '#server/message/index'
import { unlinkProposals } from '#server/proposal/index'
import { giveBackAll, heldPointsOf } from '#server/voucher/index'
import {
  inTransaction,
  meetPushes,
  newId,
  principalKey,
  type Dependencies,
  type ResidentPrincipal,
  type Transaction,
} from '#server/platform/index'

import { endGuardianships } from './guardianships'

/**
 * Closes an account for good: first what is left goes where she said, then identity and ride detail are erased (PIPL Art 47).
 * What stays – amounts, versions, runs under an id nothing leads back from – is what lets the ledger prove itself. Refuses
 * `account.closure-unconfirmed` while something is left and nothing was chosen, `account.closed`, `account.suspended`: what is looked into
 * does not vanish meanwhile.
 */
export const closeAccount = (
  deps: Dependencies,
  resident: ResidentPrincipal,
  { disposal, requestId }: ClosureRequest & { requestId: string },
): Promise<Closure | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const { accountId } = resident
    const now = deps.clock.now()
    const open = await transaction<{ person_index: Buffer; is_suspended: boolean }[]>`
      SELECT person_index, account_is_suspended(suspended_at, resumed_at, ${now}::timestamptz) AS is_suspended FROM account WHERE account_id = ${accountId} AND closed_at IS NULL FOR UPDATE`
    if (open[0] === undefined) return refuse('account.closed')
    if (open[0].is_suspended) return refuse('account.suspended')
    const remainingMilligrams =
      (await remainingMilligramsOf(transaction, accountId)) +
      (await backingMilligramsOf(transaction, accountId)) +
      Number((await heldPointsOf(transaction, accountId)) * MILLIGRAMS_PER_POINT)
    const decision = decideClosure({ remainingMilligrams, disposal })
    if (decision === 'disposalNeeded') return refuse('account.closure-unconfirmed', '/body/disposal')
    await eraseIdentity(deps, transaction, accountId, open[0].person_index)
    await eraseInstruments(transaction, accountId, now)
    // Before the detail: what a reading under way still notes among who read her data goes with it.
    await forgetCredit(transaction, { accountId, now })
    await eraseDetail(transaction, accountId, now)
    await transaction`DELETE FROM idempotency_key WHERE principal = ${principalKey(resident)}`
    await deps.sessions.endAll(
      transaction,
      { accountId, personIndex: open[0].person_index },
      'account closed',
    )
    // Late, because the public pool is everybody's.
    const disposedMilligrams =
      decision === 'disposeAndClose' ? await dispose(deps, transaction, accountId, now) : milligrams(0)
    await meetPushes(transaction)
    await eraseRideWords(transaction, accountId)
    await closeProjects(transaction, { accountId, now, requestId })
    return { closedAt: now.toISOString(), disposedMilligrams }
  })

/**
 * Reductions and points alike: vouchers give back what they took, and what stands behind her points goes where her reductions go. One a
 * till without network may have taken follows when that is known.
 * The points first: they lock issuer and pool together.
 */
const dispose = async (
  { clock }: Dependencies,
  transaction: Transaction,
  accountId: string,
  now: Date,
): Promise<Milligrams> => {
  await giveBackAll(transaction, accountId, now)
  // What was withdrawn and not taken back yet is not hers to give away.
  await takeBackWaitingOf(transaction, { accountId, now })
  return sumMilligrams([
    await endLots(transaction, accountId, now),
    await giveToPublicPool(transaction, { accountId, causeId: newId(clock), now }),
  ])
}

const eraseIdentity = async (
  deps: Dependencies,
  transaction: Transaction,
  accountId: string,
  personIndex: Buffer,
): Promise<void> => {
  await transaction`
    UPDATE account SET person_index = NULL, person_sealed = NULL, district = NULL, guardian_account_id = NULL,
      guardian_needed_since = NULL, closed_at = ${deps.clock.now()}
    WHERE account_id = ${accountId}`
  await endGuardianships(deps, transaction, { accountId })
  await transaction`DELETE FROM guardianship WHERE ward_index = ${personIndex}`
  await transaction`DELETE FROM guardian_attempt WHERE account_id = ${accountId}`
}

/**
 * Her cards are forgotten: number, tail and the index that would find them again; a card that is or was also
 * somebody else's waits for her closing too. The links stay with their times, because a replay must still see that each ride
 * came by a card that was hers; the same card linked again later is a new instrument.
 */
const eraseInstruments = async (transaction: Transaction, accountId: string, now: Date): Promise<void> => {
  await transaction`
    UPDATE instrument_link SET unlinked_at = greatest(linked_at, ${now}::timestamptz)
    WHERE account_id = ${accountId} AND unlinked_at IS NULL`
  await transaction`
    UPDATE instrument SET blind_index = gen_random_uuid(), number_sealed = ''::bytea, number_tail = ''
    WHERE instrument_id IN (
      SELECT instrument_id FROM instrument_link AS hers
      WHERE account_id = ${accountId} AND NOT EXISTS (
        SELECT 1 FROM instrument_link AS other JOIN account USING (account_id)
        WHERE other.instrument_id = hers.instrument_id AND account.closed_at IS NULL))`
}

/** What stays of words about somebody who left. */
const FORGOTTEN = '——'

const eraseDetail = async (transaction: Transaction, accountId: string, now: Date): Promise<void> => {
  await transaction`
    UPDATE consent SET withdrawn_at = greatest(granted_at, ${now}::timestamptz)
    WHERE account_id = ${accountId} AND withdrawn_at IS NULL`
  await eraseRideWords(transaction, accountId)
  await transaction`
    UPDATE appeal SET text = '', answer = CASE WHEN state = 'open' OR answer IS NOT NULL THEN '' END,
      answered_by = CASE WHEN state = 'open' THEN 'account closed' ELSE answered_by END,
      answered_at = coalesce(answered_at, ${now}),
      state = CASE WHEN state = 'open' THEN 'dismissed' ELSE state END
    WHERE account_id = ${accountId}`
  await transaction`DELETE FROM scene_watch WHERE account_id = ${accountId}`
  await forgetTogether(transaction, accountId, now)
  await forgetMessages(transaction, accountId)
  await unlinkProposals(transaction, accountId)
  await transaction`
    UPDATE delivery SET recipient_sealed = NULL FROM voucher
    WHERE voucher.voucher_id = delivery.voucher_id AND account_id = ${accountId}`
  await transaction`DELETE FROM approval_miss WHERE account_id = ${accountId}`
  await transaction`
    UPDATE suspension SET reasons = ${FORGOTTEN}, end_reasons = CASE WHEN end_reasons IS NOT NULL THEN ${FORGOTTEN} END
    WHERE account_id = ${accountId}`
  await transaction`DELETE FROM data_read WHERE account_id = ${accountId}`
}

/**
 * Where she rode and why a ride was withdrawn. Done twice: nearly all of it before the public pool is taken, and at the very end what pushes
 * have written meanwhile.
 */
const eraseRideWords = async (transaction: Transaction, accountId: string): Promise<void> => {
  await forgetReasons(transaction, [accountId])
  await transaction`
    UPDATE ride SET board_station = NULL, alight_station = NULL
    WHERE account_id = ${accountId} AND (board_station IS NOT NULL OR alight_station IS NOT NULL)`
}

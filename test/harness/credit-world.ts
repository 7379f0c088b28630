import { randomUUID } from 'node:crypto'

import type { CityDay } from '#domain/calendar'
import { decodeId } from '#domain/id'
import {
  firstSerials,
  lockHoldings,
  moveSerials,
  postTransfers,
  serialsOfHolding,
} from '#server/ledger/index'
import { inTransaction } from '#server/platform/index'

import type { Acting } from './institution-world'
import { issueRun } from './issued-run'
import { type Answer, type Phone, type ResidentWorld } from './resident-world'

/** Whoever holds a record: a phone, or somebody acting for an institution. */
export type CreditHolder = Pick<Phone, 'get' | 'send'>

/** Grams of rides issued to an account for a city day. */
export const issueGrams = async (
  { platform }: ResidentWorld,
  accountId: string,
  { day, grams, sceneId }: { day: string; grams: number; sceneId?: string },
): Promise<string> =>
  issueRun(platform, {
    day: day as CityDay,
    postings: [{ accountId, milligrams: BigInt(grams) * 1000n }],
    ...(sceneId === undefined ? {} : { sceneId }),
  })

/** Takes grams of a month back from what an account holds of it, as a withdrawn ride does: with their serials, back to where they began. */
export const clawBack = (
  { platform: { deps } }: ResidentWorld,
  accountId: string,
  { month, grams }: { month: string; grams: number },
): Promise<void> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 1 }, async (transaction) => {
    const holding = (await lockHoldings(transaction, accountId)).find(({ cityMonth }) => cityMonth === month)
    const [scheme] = await transaction<{ owner: string; book: string }[]>`
      SELECT scheme_owner() AS owner, ledger_account_key(scheme_owner(), 'issuance', 'mgCO2e', NULL, NULL) AS book`
    if (holding === undefined || scheme === undefined) throw new Error(`nothing is held of ${month}`)
    const [amount, transferId, now] = [BigInt(grams) * 1000n, randomUUID(), deps.clock.now()]
    const serials = await serialsOfHolding(transaction, { ...holding, ownerId: accountId })
    const of = { kind: 'claw-back', causeId: randomUUID(), occurredAt: now, unit: 'mgCO2e' as const }
    await postTransfers(transaction, [
      { transferId, from: holding.ledgerAccountId, to: scheme.book, amount, ...of },
    ])
    await moveSerials(transaction, {
      transferId,
      from: { ownerId: accountId, book: 'holding' },
      to: { ownerId: scheme.owner, book: 'issuance' },
      serials: firstSerials(serials, amount),
      movedAt: now,
    })
  })

/** Points of collected vouchers an institution turned back now, as its record counts them. */
export const turnedBack = async (
  { platform }: ResidentWorld,
  { institutionId, memberId }: Pick<Acting, 'institutionId' | 'memberId'>,
  points: number,
): Promise<void> => {
  const { sql, clock } = platform.deps
  const [institution, member] = [decodeId('org', institutionId), decodeId('mem', memberId)]
  await sql`
    INSERT INTO turn_back (turn_back_id, institution_id, member_id, points, turned_back_at, request_key, step_no)
    VALUES (${randomUUID()}, ${institution ?? null}, ${member ?? null}, ${points}, ${clock.now()}, 'of-a-spec', 1)`
}

export const TENANCY = { purposeId: 'tenancy', words: null }
export const HONOURS = { purposeId: 'honours', words: null }

/** A statement of the holder's for one institution by its code, or without one for whoever is shown a code; `change` replaces fields. */
export const makeStatement = (
  holder: CreditHolder,
  prefix: '/v1/me' | '/v1/institution',
  { creditCode, key, ...change }: Readonly<Record<string, unknown>> = {},
): Promise<Answer> => {
  const reader = typeof creditCode === 'string' ? { kind: 'institution', creditCode } : { kind: 'bearer' }
  const request = { reader, purpose: TENANCY, from: '2026-05-04', to: '2026-05-06', ...change }
  const requestKey = typeof key === 'string' ? key : randomUUID()
  return holder.send('POST', `${prefix}/credit-statements`, request, { 'idempotency-key': requestKey })
}

const GIVEN = '/v1/institution/given-credit-statements'

/** A member asks to read a statement. */
export const readsGiven = (
  reader: CreditHolder,
  statementId: string,
  purpose: object = TENANCY,
): Promise<Answer> => reader.send('POST', `${GIVEN}/${statementId}/readings`, { purpose })

import { refuse, type Refusal, type Surrender, type SurrenderRequest } from '#contract'
import { encodeId } from '#domain/id'
import { chooseForSurrender, type Chosen, type SerialsOf } from '#domain/surrender'
import { whileActing } from '#server/institution/index'
import { moveSerials, postTransfers, type RunSerials } from '#server/ledger/index'
import {
  appendAudit,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { readSurrender } from './read-surrenders'
import { holdSurrenderable, type HeldPart } from './surrenderable'

type Parts = Pick<Dependencies, 'sql' | 'clock'>
type Asked = SurrenderRequest & { readonly requestKey: string; readonly requestId: string }

const BY_SCHEME = {
  ets: 'project.site-in-ets',
  ccer: 'project.site-in-ccer',
  other: 'project.in-other-scheme',
} as const

/**
 * Hands milligrams over against an organisation's quota of a year: the oldest it holds of a class that may be surrendered, each held against
 * the exclusion list once more. Transfers, serials and the log in one transaction; nothing ever leads back. The same key again answers
 * with the first. Refuses request.key-reused, surrender.not-enough, surrender.project-suspended, project.site-in-ets,
 * project.site-in-ccer, project.in-other-scheme.
 */
export const surrenderReductions = (
  { sql, clock }: Parts,
  member: MemberPrincipal,
  asked: Asked,
): Promise<Surrender | Refusal> =>
  whileActing<Surrender | Refusal>({ sql }, member, async (transaction) => {
    const { institutionId } = member
    // Acts of one institution that take from its holdings go one after the other.
    await transaction`SELECT FROM institution WHERE institution_id = ${institutionId} FOR NO KEY UPDATE`
    const before = await readSurrender(transaction, { institutionId, requestKey: asked.requestKey })
    if (before !== undefined) return isAlike(before, asked) ? before : refuse('request.key-reused')
    const now = clock.now()
    const { parts, entries } = await holdSurrenderable(transaction, { institutionId, now })
    const chosen = chooseForSurrender(parts, entries, BigInt(asked.milligrams))
    if (chosen.kind !== 'chosen') return refusalOf(chosen)
    const surrenderId = newId(clock)
    await transaction`
      INSERT INTO surrender (surrender_id, institution_id, member_id, compliance_year, reduction_milligrams, surrendered_at, request_key)
      VALUES (${surrenderId}, ${institutionId}, ${member.memberId}, ${asked.complianceYear}, ${asked.milligrams}, ${now},
        ${asked.requestKey})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(member),
      action: 'reductions.surrendered',
      subject: encodeId('sur', surrenderId),
      detail: { milligrams: asked.milligrams, complianceYear: asked.complianceYear },
      requestId: asked.requestId,
    })
    await cancel(transaction, chosen.taken, { surrenderId, institutionId, now })
    const made = await readSurrender(transaction, { institutionId, requestKey: asked.requestKey })
    if (made === undefined) throw new Error('a surrender that was just made is gone')
    return made
  })

const isAlike = (before: Surrender, asked: SurrenderRequest): boolean =>
  before.milligrams === asked.milligrams && before.complianceYear === asked.complianceYear

const refusalOf = (chosen: Exclude<Chosen<HeldPart>, { kind: 'chosen' }>): Refusal => {
  switch (chosen.kind) {
    case 'excluded':
      return refuse(BY_SCHEME[chosen.scheme])
    case 'suspended':
      return refuse('surrender.project-suspended')
    case 'notEnough':
      return refuse('surrender.not-enough', '/body/milligrams')
  }
}

/** A transfer for each holding, to the scheme's book out of which nothing leads, and the serials with it. */
const cancel = async (
  sql: Transaction,
  taken: readonly SerialsOf<HeldPart>[],
  { surrenderId, institutionId, now }: { surrenderId: string; institutionId: string; now: Date },
): Promise<void> => {
  const byHolding = new Map<string, RunSerials[]>()
  for (const { part, serials } of taken) {
    const id = part.holding.ledgerAccountId
    byHolding.set(id, [...(byHolding.get(id) ?? []), { ...serials, runId: part.serials.runId }])
  }
  const froms = [...byHolding.keys()]
  const ids = await sql<{ transfer: string; from: string; scheme: string; cancelled: string }[]>`
    SELECT derived_uuid(${surrenderId}::uuid, 'surrender/' || from_id) AS transfer, from_id AS from, scheme_owner() AS scheme,
      ledger_account_key(scheme_owner(), 'cancelled', 'mgCO2e', NULL, NULL) AS cancelled
    FROM unnest(${froms}::text[]) AS asked (from_id)`
  const serialsFrom = (from: string): RunSerials[] => byHolding.get(from) ?? []
  await postTransfers(
    sql,
    ids.map(({ transfer, from, cancelled }) => ({
      transferId: transfer,
      from,
      to: cancelled,
      unit: 'mgCO2e' as const,
      amount: serialsFrom(from).reduce((sum, range) => sum + (range.to - range.from + 1n), 0n),
      kind: 'surrender',
      causeId: surrenderId,
      occurredAt: now,
    })),
  )
  for (const { transfer, from, scheme } of ids)
    await moveSerials(sql, {
      transferId: transfer,
      from: { ownerId: institutionId, book: 'holding' },
      to: { ownerId: scheme, book: 'cancelled' },
      serials: serialsFrom(from),
      movedAt: now,
    })
}

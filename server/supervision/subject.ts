import type { SuspensionSubject } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { endIntake } from '#server/intake/index'
import { stopInstitution } from '#server/institution/index'
import type { Dependencies, Transaction } from '#server/platform/index'

/** Who or what is stopped, by the database's own id. */
export interface Subject {
  readonly kind: SuspensionSubject['kind']
  readonly id: string
}

/** Undefined for an id that is none of ours. */
export const readSubject = (subject: SuspensionSubject): Subject | undefined => {
  const id = idOf(subject)
  return id === undefined ? undefined : { kind: subject.kind, id }
}

const idOf = (subject: SuspensionSubject): string | undefined => {
  switch (subject.kind) {
    case 'account':
      return decodeId('acc', subject.accountId)
    case 'operator':
      return subject.operatorId
    case 'institution':
      return decodeId('org', subject.institutionId)
  }
}

export const presentSubject = ({ kind, id }: Subject): SuspensionSubject => {
  switch (kind) {
    case 'account':
      return { kind, accountId: encodeId('acc', id) }
    case 'operator':
      return { kind, operatorId: id }
    case 'institution':
      return { kind, institutionId: encodeId('org', id) }
  }
}

/** The id by which the log of actions knows it. */
export const subjectInLog = ({ kind, id }: Subject): string => {
  if (kind === 'operator') return id
  return kind === 'account' ? encodeId('acc', id) : encodeId('org', id)
}

/**
 * Stops it within the transaction, after what is under way, and says when. `stopped` where it is stopped already; `joined` where it is to be
 * begun anew; `unknown`.
 */
export const stop = async (
  deps: Pick<Dependencies, 'clock' | 'sessions'>,
  transaction: Transaction,
  subject: Subject,
): Promise<{ readonly at: Date; readonly members?: number } | 'joined' | 'stopped' | 'unknown'> => {
  if (subject.kind === 'institution') return stopInstitution(deps, transaction, subject.id)
  const held = await hold(transaction, subject)
  if (held !== 'free') return held
  const at = deps.clock.now()
  const { table, key } = TABLES[subject.kind]
  await transaction`
    UPDATE ${transaction(table)} SET suspended_at = ${at}, resumed_at = NULL WHERE ${transaction(key)} = ${subject.id}`
  return { at }
}

const TABLES = {
  account: { table: 'account', key: 'account_id' },
  operator: { table: 'operator', key: 'operator_id' },
} as const

/** Waits for what is under way and keeps anything else from beginning. */
const hold = async (
  transaction: Transaction,
  { kind, id }: Subject,
): Promise<'free' | 'stopped' | 'unknown'> => {
  if (kind === 'operator') await endIntake(transaction, id)
  const [row] =
    kind === 'operator'
      ? await transaction<{ is_stopped: boolean }[]>`
          SELECT suspended_at IS NOT NULL AND resumed_at IS NULL AS is_stopped FROM operator
          WHERE operator_id = ${id} FOR NO KEY UPDATE`
      : await transaction<{ is_stopped: boolean }[]>`
          SELECT suspended_at IS NOT NULL AND resumed_at IS NULL AS is_stopped FROM account
          WHERE account_id = ${id} AND closed_at IS NULL FOR UPDATE`
  if (row === undefined) return 'unknown'
  return row.is_stopped ? 'stopped' : 'free'
}

/** Lets it go on within the transaction, and says when. */
export const release = async (
  { clock }: Pick<Dependencies, 'clock'>,
  transaction: Transaction,
  subject: Subject,
): Promise<Date> => {
  if (subject.kind === 'institution') {
    await transaction`SELECT FROM institution WHERE institution_id = ${subject.id} FOR NO KEY UPDATE`
    await transaction`UPDATE institution SET suspended_at = NULL WHERE institution_id = ${subject.id}`
    return clock.now()
  }
  await hold(transaction, subject)
  const at = clock.now()
  const { table, key } = TABLES[subject.kind]
  await transaction`UPDATE ${transaction(table)} SET resumed_at = greatest(suspended_at, ${at}::timestamptz) WHERE ${transaction(key)} = ${subject.id}`
  return at
}

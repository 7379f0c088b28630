import type { Transaction } from '#server/platform/index'

import type { Facts } from './told-facts'

/** What the log of actions says of a key. */
export interface KeyTerms {
  /** As it was registered; undefined for one only whose end is told. */
  readonly registered: Facts | undefined
  /** The end that was said last. */
  readonly retiredTo: Date | undefined
  /** Since when the service has refused it: never before that was said, however early the end, as of a key that leaked. */
  readonly refusedFrom: Date | undefined
}

/** A signature is proved before the body is read, and nobody may take longer over a request. */
const REQUEST_SECONDS_MAX = 300

/** What the log says of the keys of operators or of institutions, by their ids. */
export const readKeyTerms = async (
  sql: Transaction,
  kind: 'operator-key' | 'institution-key',
): Promise<ReadonlyMap<string, KeyTerms>> => {
  const registered = `${kind}.registered`
  const entries = await sql<{ subject: string; action: string; occurred_at: Date; detail: Facts }[]>`
    SELECT subject, action, occurred_at, detail FROM audit_entry
    WHERE action IN (${registered}, ${`${kind}.retired`}) ORDER BY sequence`
  const terms = new Map<string, KeyTerms>()
  for (const { subject, action, occurred_at: saidAt, detail } of entries) {
    const before = terms.get(subject) ?? NOTHING_SAID
    const retiredTo = momentIn(detail['at']) ?? saidAt
    const after =
      action === registered
        ? { ...before, registered: detail }
        : { ...before, retiredTo, refusedFrom: earlierOf(before.refusedFrom, laterOf(saidAt, retiredTo)) }
    terms.set(subject, after)
  }
  return terms
}

const NOTHING_SAID: KeyTerms = { registered: undefined, retiredTo: undefined, refusedFrom: undefined }

/**
 * Whether the service took what was signed with a key at a moment. Its row tells when it ends, and not when that was said, so what the log
 * knew then decides.
 */
export const wasTaken = (
  key: { readonly valid_from: Date; readonly valid_to: Date | null },
  terms: KeyTerms | undefined,
  at: Date,
): boolean => {
  const end = earlierOf(
    terms?.refusedFrom ?? key.valid_to ?? undefined,
    momentIn(terms?.registered?.['validTo']),
  )
  if (end === undefined) return key.valid_from <= at
  const lastRead = new Date(end.getTime() + REQUEST_SECONDS_MAX * 1000)
  return key.valid_from < end && key.valid_from <= at && at < lastRead
}

/** The moment an entry tells; undefined where it tells none. */
export const momentIn = (told: unknown): Date | undefined => {
  const moment = new Date(typeof told === 'string' ? told : Number.NaN)
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

const earlierOf = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one

const laterOf = (one: Date, other: Date): Date => (one > other ? one : other)

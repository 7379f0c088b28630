import {
  exclusionsAgainst,
  type Days,
  type ExcludingScheme,
  type ExclusionEntry,
  type SiteKey,
} from '#domain/exclusion'
import type { SerialRange } from '#domain/issuance'

/** What an installation claimed these serials for: its sites and the period in which it saved them. */
export interface SurrenderClaim {
  readonly siteKeys: readonly SiteKey[]
  readonly period: Days
  /** Which schemes its methodology shuts out. */
  readonly excludedSchemes: readonly ExcludingScheme[]
  readonly isSuspended: boolean
}

/** Serials that follow on and were made by one run or one issuing of a project. */
export interface SurrenderPart {
  readonly serials: SerialRange
  /** null: of rides, which have no site. */
  readonly claim: SurrenderClaim | null
}

/** The serials taken of one part. */
export interface SerialsOf<P extends SurrenderPart> {
  readonly part: P
  readonly serials: SerialRange
}

export type Chosen<P extends SurrenderPart> =
  | { readonly kind: 'chosen'; readonly taken: readonly SerialsOf<P>[] }
  | { readonly kind: 'excluded'; readonly scheme: ExcludingScheme }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'notEnough'; readonly freeMilligrams: bigint }

/**
 * Takes `milligrams` from the parts in their order, the oldest first, without those whose site another market or scheme counts for any day
 * of their period (沪环规〔2025〕10号: what is inside an ETS or CCER is excluded) and those of suspended projects [D]. Where only these would
 * make it enough, the answer names what speaks against them. Nothing is rounded: a serial is a milligram.
 */
export const chooseForSurrender = <P extends SurrenderPart>(
  parts: readonly P[],
  entries: readonly ExclusionEntry[],
  milligrams: bigint,
): Chosen<P> => {
  const taken: SerialsOf<P>[] = []
  let left = milligrams
  for (const part of parts) {
    if (left === 0n) break
    if (objectionTo(part, entries) !== undefined) continue
    const { from } = part.serials
    const whole = lengthOf([part])
    const length = whole < left ? whole : left
    taken.push({ part, serials: { from, to: from + length - 1n } })
    left -= length
  }
  if (left === 0n) return { kind: 'chosen', taken }
  const barred = parts.filter((part) => objectionTo(part, entries) !== undefined)
  const [first] = barred
  return first !== undefined && lengthOf(barred) >= left
    ? objectionTo(first, entries)!
    : { kind: 'notEnough', freeMilligrams: milligrams - left }
}

/** Whether nothing speaks against handing a part over. */
export const mayBeSurrendered = (part: SurrenderPart, entries: readonly ExclusionEntry[]): boolean =>
  objectionTo(part, entries) === undefined

type Objection = Extract<Chosen<never>, { kind: 'excluded' | 'suspended' }>

const objectionTo = ({ claim }: SurrenderPart, entries: readonly ExclusionEntry[]): Objection | undefined => {
  if (claim === null) return undefined
  const [entry] = exclusionsAgainst(entries, claim.siteKeys, claim.period).filter(({ scheme }) =>
    claim.excludedSchemes.includes(scheme),
  )
  if (entry !== undefined) return { kind: 'excluded', scheme: entry.scheme }
  return claim.isSuspended ? { kind: 'suspended' } : undefined
}

const lengthOf = (parts: readonly SurrenderPart[]): bigint =>
  parts.reduce((sum, { serials }) => sum + (serials.to - serials.from + 1n), 0n)

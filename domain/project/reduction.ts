import type { ProjectMethodology } from './project-methodology'

const MICROGRAMS_PER_MILLIGRAM = 1_000n

/** What each measure comes to over a period, in its own unit. */
export type MeasuredTotals = Readonly<Record<string, bigint>>

/**
 * The reduction of a period in milligrams CO2e: what is gained less what the project causes, floored once, so that no fraction of a
 * milligram is credited; nothing where more was caused than gained.
 */
export const reductionOf = (
  { measures }: Pick<ProjectMethodology, 'measures'>,
  totals: MeasuredTotals,
): bigint => {
  const micrograms = measures.reduce((sum, { measure, sign, microgramsPerUnit }) => {
    const part = (totals[measure] ?? 0n) * BigInt(microgramsPerUnit)
    return sign === 'plus' ? sum + part : sum - part
  }, 0n)
  return micrograms > 0n ? micrograms / MICROGRAMS_PER_MILLIGRAM : 0n
}

import type { SchemeTotals } from '#contract'
import type { Dependencies } from '#server/platform/index'

/** Counting five million accounts takes a while and changes nobody's mind within this time. */
const TOTALS_KEPT_MILLISECONDS = 2_000

/** What was issued less what withdrawn rides had brought. Reads the public totals, each at most once in two seconds: no sign-in, no person. */
export const createTotalsReader = ({ sql, clock }: Dependencies): (() => Promise<SchemeTotals>) => {
  let kept: { readonly at: number; readonly totals: Promise<SchemeTotals> } | null = null
  const read = async (): Promise<SchemeTotals> => {
    const [row] = await sql<{ milligrams: string; rides: string; accounts: number }[]>`
      SELECT (coalesce(sum(reduction_milligrams), 0)
          + (SELECT coalesce(sum(reduction_milligrams), 0) FROM project_issuance)
          - (SELECT coalesce(sum(milligrams), 0) FROM claw_back WHERE is_counted AND taken_at IS NOT NULL))::text AS milligrams,
        (coalesce(sum(rides), 0) - (SELECT count(*) FROM claw_back WHERE is_counted AND taken_at IS NOT NULL))::text AS rides,
        (SELECT count(*)::int FROM account WHERE closed_at IS NULL) AS accounts
      FROM run WHERE state = 'issued'`
    if (row === undefined) throw new Error('An aggregate returned no row.')
    return { issuedMilligrams: row.milligrams, accounts: row.accounts, rides: row.rides }
  }
  return () => {
    const at = clock.now().getTime()
    if (kept === null || at - kept.at >= TOTALS_KEPT_MILLISECONDS || at < kept.at) {
      const totals = read()
      totals.catch(() => (kept = null))
      kept = { at, totals }
    }
    return kept.totals
  }
}

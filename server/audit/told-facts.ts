import type { AuditFault } from '#domain/audit'

/** Named facts, of a row or of an entry of the log of actions. */
export type Facts = Readonly<Record<string, unknown>>

/** One fault for each thing a row says otherwise than the log. What an entry does not say was not logged yet, and is not compared. */
export function* faultsOfFacts(
  of: { table: string; key: string },
  facts: Facts,
  told: Facts,
): Generator<AuditFault> {
  for (const [what, found] of Object.entries(facts)) {
    const expected = told[what]
    if (expected === undefined || expected === null || String(expected) === String(found)) continue
    yield { ...of, what: `${what} as the log says`, expected: String(expected), found: String(found) }
  }
}

import type { Page } from 'playwright-core'
import { source } from 'axe-core'

export interface Violation {
  readonly rule: string
  readonly help: string
  /** Selectors of the elements at fault. */
  readonly at: readonly string[]
}

interface AxeResults {
  violations: { id: string; help: string; nodes: { target: string[] }[] }[]
}

/** Only what is wrong is told; no rule we heed needs style sheets fetched once more. */
const RUN = "axe.run(document, { resultTypes: ['violations'], preload: false })"

/** Runs axe on the page as it stands and answers what it found, nothing when all is well. */
export async function axeViolations(page: Page): Promise<readonly Violation[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(source)
  const { violations } = await page.evaluate<AxeResults>(RUN)
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    at: nodes.map(({ target }) => target.join(' ')),
  }))
}

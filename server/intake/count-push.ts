import type { Metrics } from '#server/platform/index'

import type { StoredPush } from './stored-push'

/** Counts rows by operator and verdict; a retry, which did no work, is not counted again. */
export function countPush(metrics: Metrics, operatorId: string, { counts, breaks }: StoredPush): void {
  if (counts === undefined) return
  const rows = metrics.counter({
    name: 'suitan_intake_rows_total',
    help: 'Rows of pushes by operator and verdict',
    labelNames: ['operator', 'verdict'],
  })
  for (const [verdict, count] of Object.entries(counts)) rows.inc({ operator: operatorId, verdict }, count)
  metrics
    .counter({
      name: 'suitan_intake_breaks_total',
      help: "Accepted rows whose operator's own figure differs from ours",
      labelNames: ['operator'],
    })
    .inc({ operator: operatorId }, breaks ?? 0)
}

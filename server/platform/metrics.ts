import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

import { type Sql } from './database'

export interface Metrics {
  registry: Registry
  /** The counter of this name, made on first use; contexts count their facts through it. Name ends in `_total`. */
  counter: <Label extends string>(definition: Definition<Label>) => Counter<Label>
  /** The histogram of this name, made on first use. Name ends in its unit. */
  histogram: <Label extends string>(definition: Definition<Label> & { buckets: number[] }) => Histogram<Label>
}

interface Definition<Label extends string> {
  name: string
  help: string
  labelNames?: readonly Label[]
}

/** Metrics of one service instance: process, event loop, connections of the database, and what contexts register. */
export function createMetrics(sql: Sql): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  countConnections(registry, sql)
  return {
    registry,
    counter: <Label extends string>(definition: Definition<Label>) =>
      (registry.getSingleMetric(definition.name) as Counter<Label> | undefined) ??
      new Counter<Label>({ ...definition, registers: [registry] }),
    histogram: <Label extends string>(definition: Definition<Label> & { buckets: number[] }) =>
      (registry.getSingleMetric(definition.name) as Histogram<Label> | undefined) ??
      new Histogram<Label>({ ...definition, registers: [registry] }),
  }
}

/** The driver does not tell its pool's state, the database does: connections to this database by what they are doing. */
function countConnections(registry: Registry, sql: Sql): void {
  const gauge = new Gauge({
    name: 'suitan_database_connections',
    help: 'Connections to the database by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      gauge.reset()
      const rows = await sql<{ state: string; connections: number }[]>`
        SELECT coalesce(state, 'background') AS state, count(*)::int AS connections
        FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1`
      for (const { state, connections } of rows) gauge.set({ state }, connections)
    },
  })
}

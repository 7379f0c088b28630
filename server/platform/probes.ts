import { type App } from './app-type'
import { type Dependencies } from './dependencies'
import { isMigrated } from './migrate'

const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const DATABASE_ANSWERS_WITHIN_MS = 2000

/** `/livez`: this process turns. `/readyz`: it can serve. `/metrics`: Prometheus text, with request times by route pattern. */
export function installProbes(app: App, deps: Dependencies): void {
  let isStopping = false
  app.addHook('preClose', async () => {
    isStopping = true
  })
  countRequests(app, deps)
  const route = { config: { access: 'public' as const }, schema: { hide: true }, logLevel: 'warn' as const }
  app.get('/livez', route, async () => ({ status: 'alive' }))
  app.get('/readyz', route, async (_request, reply) => {
    const reason = isStopping ? 'stopping' : await databaseFault(deps)
    if (reason === null) return { status: 'ready' }
    return reply.status(503).send({ status: 'unready', reason })
  })
  app.get('/metrics', route, async (_request, reply) =>
    reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics()),
  )
}

async function databaseFault({ sql, migrations }: Dependencies): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('database slow'), DATABASE_ANSWERS_WITHIN_MS)
  })
  const asked = isMigrated(sql, migrations).then(
    (isCurrent) => (isCurrent ? null : 'migrations not current'),
    () => 'database unreachable',
  )
  const fault = await Promise.race([asked, late])
  clearTimeout(timer)
  return fault
}

function countRequests(app: App, { metrics }: Dependencies): void {
  const durations = metrics.histogram({
    name: 'suitan_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATION_BUCKETS_SECONDS,
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched'
    durations.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
  })
}

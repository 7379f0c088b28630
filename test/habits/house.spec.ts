import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { filesOfTheTree, ROOT, textOf } from './source-tree'

const SOURCES = ['*.ts', '*.tsx', '*.mjs', '*.cjs', '*.js', '*.scss', '*.sql']
const THIS = 'test/habits/house.spec.ts'

/** One table each: a row a refusal with its texts in two languages; a name a line of what the wire is made of. Whoever looks one up finds all in one place. */
const ONE_TABLE = ['contract/refusal.ts', 'contract/index.ts']

const linesMatching = (pattern: RegExp, files: readonly string[]): string[] =>
  files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 100)}`] : [],
      ),
  )

const sources = () => filesOfTheTree(...SOURCES).filter((file) => file !== THIS)

describe('the house', () => {
  it('has the top level it was given', () => {
    const given = ['src', 'config', 'plugins', 'mock', 'test', 'domain', 'contract', 'server', 'docs']
    for (const folder of given) expect([folder, existsSync(join(ROOT, folder))]).toEqual([folder, true])
    const files = ['README.md', 'package.json', 'tsconfig.json', 'project.config.json', 'mini.project.json']
    for (const file of files) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true])
    const folders = new Set(
      filesOfTheTree().flatMap((file) => (file.includes('/') ? [file.split('/')[0]] : [])),
    )
    expect([...folders].filter((folder) => !given.includes(folder ?? '') && folder !== '.ci')).toEqual([])
  })

  it('has no skipped, focused or promised test: each would count as passed', () => {
    const tests = filesOfTheTree('test/**/*.ts', 'test/**/*.tsx', 'test/**/*.js').filter(
      (file) => file !== THIS,
    )
    expect(
      linesMatching(
        /\b(it|test|describe)\.(skip|only|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/,
        tests,
      ),
    ).toEqual([])
  })

  it('leaves no note to itself and silences no checker', () => {
    expect(
      linesMatching(
        /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck)|@ts-expect-error|eslint-disable(?!-next-line [a-z@/-]+ --)/,
        sources(),
      ),
    ).toEqual([])
  })

  it('has no drawer for everything', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|misc|manager|info)(\.[a-z]+)?(\/|$)/
    expect(filesOfTheTree().filter((file) => drawers.test(file) && !file.startsWith('docs/'))).toEqual([])
  })

  it('names files for what they do, in kebab case', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/
    const odd = filesOfTheTree(...SOURCES).filter(
      (file) => !name.test(file.split('/').at(-1)?.replace(/^[._]/, '') ?? ''),
    )
    expect(odd).toEqual([])
  })

  it('opens every front door with a sentence', () => {
    const doors = readdirSync(join(ROOT, 'domain')).filter((entry) =>
      statSync(join(ROOT, 'domain', entry)).isDirectory(),
    )
    for (const door of doors) {
      expect([door, textOf(`domain/${door}/index.ts`).slice(0, 4)]).toEqual([door, '/** '])
    }
  })

  it('sees the files at the top of a folder too, and notices a pattern that sees none', () => {
    expect(filesOfTheTree('contract/**/*.ts')).toContain('contract/refusal.ts')
    expect(filesOfTheTree('*.ts')).toContain('server/main.ts')
    expect(() => filesOfTheTree('nowhere/**/*.ts')).toThrow('no file of the tree matches')
  })

  it('keeps files short enough to be one thing', () => {
    const long = filesOfTheTree(
      'domain/**/*.ts',
      'contract/**/*.ts',
      'server/**/*.ts',
      'src/**/*.ts',
      'src/**/*.tsx',
      'mock/**/*.ts',
      'plugins/**/*.ts',
    )
      .filter((file) => !ONE_TABLE.includes(file))
      .map((file) => [file, textOf(file).split('\n').length] as const)
      .filter(([, lines]) => lines > 300)
    expect(long).toEqual([])
  })

  it('gives no class of one package another look in the next: in a browser all of them are loaded', () => {
    const owners = new Map<string, Set<string>>()
    for (const file of filesOfTheTree('src/pages/**/*.scss')) {
      const folder = file.split('/')[2] ?? ''
      for (const [, name = ''] of textOf(file).matchAll(/^\.([a-z][\w-]*) \{$/gm))
        owners.set(name, (owners.get(name) ?? new Set()).add(folder))
    }
    expect(owners.size).toBeGreaterThan(50)
    const shared = [...owners].filter(([, folders]) => folders.size > 1)
    expect(shared.map(([name, folders]) => [name, ...folders])).toEqual([])
  })

  it('names no package registry, no path of a machine and no key', () => {
    const all = filesOfTheTree().filter((file) => !/\.(png|ttf|jpg|gz)$/.test(file) && file !== THIS)
    expect(
      linesMatching(
        /registry\.(npmjs|npmmirror)|https?:\/\/[^\s"']*(artifactory|nexus|verdaccio)|\/(root|work)\/(main|shared)|-----BEGIN [A-Z ]*PRIVATE KEY/,
        all,
      ),
    ).toEqual([])
    expect(textOf('package-lock.json')).not.toContain('"resolved"')
  })

  it('pins every package exactly', () => {
    const { dependencies, optionalDependencies } = JSON.parse(textOf('package.json')) as Record<
      string,
      Record<string, string>
    >
    const loose = Object.entries({ ...dependencies, ...optionalDependencies }).filter(
      ([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range),
    )
    expect(loose).toEqual([])
  })
})

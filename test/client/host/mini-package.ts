import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { respellFile, respellPath } from './alipay-spelling'

export type MiniTarget = 'weapp' | 'alipay' | 'suishenban'

/** Which API object the host offers: WeChat's `wx` or Alipay's `my` (随申办 speaks Alipay's). */
export type Dialect = 'wx' | 'my'

interface SubPackage {
  readonly root: string
  readonly pages: readonly string[]
  readonly independent?: boolean
}

interface AppSettings {
  readonly pages: readonly string[]
  readonly subPackages?: readonly SubPackage[]
  readonly subpackages?: readonly SubPackage[]
  readonly tabBar?: {
    readonly list?: readonly { pagePath: string }[]
    readonly items?: readonly { pagePath: string }[]
  }
  readonly window?: Readonly<Record<string, unknown>>
}

export interface PageSettings {
  readonly navigationBarTitleText?: string
  readonly usingComponents?: Readonly<Record<string, string>>
}

/** A compiled mini-program as its host sees it: text files by path, already in WeChat's spelling. */
export interface MiniPackage {
  readonly dialect: Dialect
  readonly files: ReadonlyMap<string, string>
  readonly app: AppSettings
  /** Every page's path without suffix, the first one first. */
  readonly pages: readonly string[]
  readonly tabs: ReadonlySet<string>
}

export interface PackageSource {
  readonly target: MiniTarget
  /** The folder a build wrote, holding app.json. */
  readonly dist: string
  /** Folders put into the package below a sub-package root, as a host's engineers would copy them: root → folder. */
  readonly embeds?: Readonly<Record<string, string>>
}

const TEXT_FILE = /\.(js|json|wxml|wxss|wxs|axml|acss|sjs)$/

/** Reads a build into memory; an embedded module's `embed.json` is merged into the host's sub-packages. */
export function readMiniPackage({ target, dist, embeds = {} }: PackageSource): MiniPackage {
  const files = new Map(readFolder(dist, ''))
  const app = parseJson<AppSettings>(files, 'app.json')
  const subPackages = [...(app.subPackages ?? app.subpackages ?? [])]
  for (const [root, folder] of Object.entries(embeds)) {
    for (const [path, text] of readFolder(folder, root)) files.set(path, text)
    subPackages.push({ ...parseJson<SubPackage>(files, posix.join(root, 'embed.json')), root })
  }
  const pages = [
    ...app.pages,
    ...subPackages.flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page))),
  ]
  const tabs = app.tabBar?.list ?? app.tabBar?.items ?? []
  return {
    dialect: target === 'weapp' ? 'wx' : 'my',
    files,
    app: { ...app, subPackages },
    pages,
    tabs: new Set(tabs.map(({ pagePath }) => pagePath)),
  }
}

export function pageSettings(mini: MiniPackage, path: string): PageSettings {
  return mini.files.has(`${path}.json`) ? parseJson<PageSettings>(mini.files, `${path}.json`) : {}
}

/** The sub-package a page belongs to that starts without the host's app.js, if it is such a one. */
export function independentRootOf(mini: MiniPackage, page: string): string | undefined {
  return mini.app.subPackages?.find(({ root, independent }) => independent && page.startsWith(`${root}/`))
    ?.root
}

function readFolder(folder: string, under: string): [string, string][] {
  if (!existsSync(folder)) throw new Error(`there is no build in ${folder}`)
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile() && TEXT_FILE.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const inside = posix.join(under, path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, ''))
      return [respellPath(inside), respellFile(path, readFileSync(path, 'utf8'))]
    })
}

function parseJson<T>(files: ReadonlyMap<string, string>, path: string): T {
  const text = files.get(path)
  if (text === undefined) throw new Error(`the build has no ${path}`)
  return JSON.parse(text) as T
}

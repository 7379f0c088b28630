/**
 * Taro plugin: with `--new-blended`, shapes the build into one self-contained sub-package of a host's own mini-program.
 * The host copies the folder under `root` and adds what embed.json says to its app.json.
 */
import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'
import type { AppConfig } from '@tarojs/taro'
import { sources } from 'webpack'

export interface EmbedOptions {
  /** Folder, and so sub-package root, that the output gets inside the host's mini-program. */
  readonly root: string
  /** Where the chunks register. Two Taro bundles share the host's global object: with one name, one runs the other's modules. */
  readonly chunkLoadingGlobal: string
  /** Sub-packages of the stand-alone app whose pages the module brings along. */
  readonly keeps: readonly string[]
}

interface RunnerOptions {
  output?: object
  defineConstants?: object
}

type Assets = Record<string, { source(): string | Buffer }>

export default (ctx: IPluginContext, { root, chunkLoadingGlobal, keeps }: EmbedOptions) => {
  if (!process.argv.includes('--new-blended')) return

  ctx.modifyRunnerOpts(({ opts }: { opts: RunnerOptions }) => {
    opts.output = { ...opts.output, chunkLoadingGlobal }
    opts.defineConstants = { ...opts.defineConstants, ROUTE_ROOT: JSON.stringify(`/${root}`) }
  })
  ctx.modifyAppConfig(({ appConfig }) => keepPages(appConfig, keeps))
  ctx.modifyBuildAssets(({ assets }: { assets: Assets }) => {
    const { pages } = JSON.parse(String(assets['app.json']?.source())) as { pages: string[] }
    importAppStyle(assets, pages)
    assets['embed.json'] = text(JSON.stringify({ root, independent: true, pages }, null, 2))
    delete assets['app.json']
  })
}

/** A sub-package holds no sub-packages and no tab bar: what is kept lies beside the first pages, the other roles stay in the stand-alone app. */
function keepPages(appConfig: AppConfig, keeps: readonly string[]): void {
  const kept = (appConfig.subPackages ?? []).filter(({ root }) => keeps.includes(root))
  appConfig.pages?.push(
    ...kept.flatMap(({ root, pages }) => pages.map((page) => path.posix.join(root, page))),
  )
  delete appConfig.subPackages
  delete appConfig.subpackages
  delete appConfig.tabBar
  delete appConfig.preloadRule
}

/** A host loads only its own app style, so every page brings ours. */
function importAppStyle(assets: Assets, pages: readonly string[]): void {
  const appStyle = Object.keys(assets).find((name) => /^app\.(wxss|acss)$/.test(name))
  if (!appStyle) return
  for (const page of pages) {
    const pageStyle = `${page}${path.extname(appStyle)}`
    const own = assets[pageStyle]?.source() ?? ''
    assets[pageStyle] = text(`@import "${path.posix.relative(path.posix.dirname(page), appStyle)}";\n${own}`)
  }
}

/** webpack's own source class: the style minimiser that runs after this hook calls more of it than `source()`. */
function text(content: string) {
  return new sources.RawSource(content)
}

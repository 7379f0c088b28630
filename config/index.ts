import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { isCompiledByBabel } from './compiled-packages'
import developmentConfig from './dev'
import { dropWeui } from './drop-weui'
import { forgetDevice } from './forget-device'
import { shareH5Chunks } from './h5-chunks'
import productionConfig from './prod'
import { pruneAxios } from './prune-axios'
import { shareQrCodes } from './share-qr-codes'

const plugin = (name: string) => path.resolve(__dirname, '../plugins', name)

/** Sizes are real px on every target: see docs/decisions/px-on-one-root.md. */
const postcss = {
  pxtransform: { enable: false, config: {} },
  cssModules: {
    enable: true,
    config: { namingPattern: 'module', generateScopedName: '[local]_[hash:base64:5]' },
  },
} as const

/**
 * WeChat's templates cannot recurse and are written out once a level. Pages are at most eight deep; beyond it Taro steps over to a
 * component that recurses. Apart, because Taro's own types do not know the option.
 */
const templateDepth = { baseLevel: 9 }

/** Where the platform service answers. H5 is served by it, so its own origin; a mini-program needs a whole address. */
function apiBase(): string {
  const configured = process.env['TARO_APP_API_BASE']
  if (configured) return configured
  return process.env['TARO_ENV'] === 'h5' ? '' : 'http://127.0.0.1:8080'
}

export default defineConfig<'webpack5'>(async (merge) => {
  const shared: UserConfigExport<'webpack5'> = {
    projectName: 'suitan',
    date: '2026-11-22',
    designWidth: 375,
    deviceRatio: { 375: 1 },
    sourceRoot: 'src',
    outputRoot: process.env['SUITAN_OUTPUT'] ?? `dist/${process.env['TARO_ENV']}`,
    plugins: [
      plugin('suishenban'),
      plugin('aria'),
      plugin('templates'),
      [
        plugin('embed'),
        { root: 'carbon', chunkLoadingGlobal: 'webpackJsonpSuitan', keeps: ['pages/account', 'pages/mall'] },
      ],
      plugin('budget'),
    ],
    // Every name must have a value here: one that has none stays in the output and throws in a mini-program.
    defineConstants: {
      API_BASE: JSON.stringify(apiBase()),
      ROUTE_ROOT: JSON.stringify(''),
    },
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    logger: { quiet: true, stats: false },
    mini: {
      ...templateDepth,
      postcss,
      compile: { include: [isCompiledByBabel] },
      webpackChain(chain) {
        pruneAxios(chain)
        shareQrCodes(chain)
      },
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: { ...postcss, autoprefixer: { enable: true, config: {} } },
      compile: { include: [isCompiledByBabel] },
      webpackChain(chain) {
        pruneAxios(chain)
        forgetDevice(chain)
        dropWeui(chain)
        shareH5Chunks(chain)
        // plugins/budget and the tests weigh the output, in the measure that counts: gzipped, per route.
        chain.performance.hints(false)
      },
    },
  }
  process.env['BROWSERSLIST_ENV'] = process.env['NODE_ENV']
  return merge({}, shared, process.env['NODE_ENV'] === 'development' ? developmentConfig : productionConfig)
})

import type { ChunkGraph, Module } from 'webpack'
import type { WebpackChain } from './webpack-chain'

interface WebpackModule {
  readonly context?: string | null
}

const from = (pattern: RegExp) => (module: WebpackModule) => pattern.test(module.context ?? '')

/** Folders of sub-packages, under src/pages, src/stores and src/i18n. */
const ROLES = [
  'staff',
  'mall',
  'credit',
  'merchant',
  'institution',
  'member',
  'signing',
  'applicant',
  'console',
  'expert',
]

const ofRole = (role: string) => ({
  name: role,
  test: from(new RegExp(`src[\\\\/](pages|stores|i18n)[\\\\/]${role}`)),
  minChunks: 2,
  priority: 5,
  reuseExistingChunk: true,
})

const FIRST_SCREEN = /src[\\/]pages[\\/]resident[\\/]home\.tsx$/

/** Whether the page everybody opens first carries the module. */
const isOnFirstScreen = (module: Module, { chunkGraph }: { chunkGraph: ChunkGraph }): boolean =>
  [...chunkGraph.getModuleChunksIterable(module)].some((chunk) =>
    [...chunkGraph.getChunkModulesIterable(chunk)].some((one) =>
      FIRST_SCREEN.test(one.nameForCondition() ?? ''),
    ),
  )

/** Without this every H5 page carries its own 30 kB copy of Taro's components. */
export function shareH5Chunks(chain: WebpackChain): void {
  chain.optimization.splitChunks({
    chunks: 'all',
    maxInitialRequests: 10,
    minSize: 0,
    cacheGroups: {
      default: false,
      defaultVendors: false,
      // What only the pages of one role share is none of a resident's first screen.
      ...Object.fromEntries(ROLES.map((role) => [role, ofRole(role)])),
      // Signs and checks on the device: for tills, vouchers and the staff desk.
      signatures: {
        name: 'signatures',
        test: from(/node_modules[\\/]tweetnacl/),
        priority: 6,
        reuseExistingChunk: true,
      },
      // What the first screen needs itself costs it nothing to share.
      first: { name: 'first', test: isOnFirstScreen, minChunks: 2, priority: 3, reuseExistingChunk: true },
      // What only a few of the other pages share is cheaper carried by each.
      common: { name: 'common', minChunks: 6, priority: 1, reuseExistingChunk: true },
      vendors: {
        name: 'vendors',
        chunks: 'initial',
        test: from(
          /node_modules[\\/](react|react-dom|scheduler|mobx|mobx-react-lite|axios|dayjs|@babel)[\\/]/,
        ),
        priority: 10,
      },
      taro: { name: 'taro', test: from(/node_modules[\\/]@tarojs[\\/](?!components)/), priority: 20 },
    },
  })
}

import type { WebpackChain } from './webpack-chain'

interface WebpackModule {
  readonly context?: string | null
}

const from = (pattern: RegExp) => (module: WebpackModule) => pattern.test(module.context ?? '')

/** Without this every H5 page carries its own 30 kB copy of Taro's components. */
export function shareH5Chunks(chain: WebpackChain): void {
  chain.optimization.splitChunks({
    chunks: 'all',
    maxInitialRequests: 10,
    minSize: 0,
    cacheGroups: {
      default: false,
      defaultVendors: false,
      // What only the staff's pages share is none of a resident's first screen.
      staff: {
        name: 'staff',
        test: from(/(src[\\/](pages|stores|i18n)[\\/]staff|node_modules[\\/]tweetnacl)/),
        minChunks: 2,
        priority: 5,
        reuseExistingChunk: true,
      },
      // What only a few pages share is cheaper carried by each than loaded by everybody before the first screen.
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

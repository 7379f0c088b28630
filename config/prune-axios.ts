import path from 'node:path'
import { NormalModuleReplacementPlugin } from 'webpack'
import type { WebpackChain } from './webpack-chain'

const AXIOS_ADAPTERS = /node_modules[\\/]axios[\\/]lib[\\/]adapters$/

/** axios brings its own XHR and fetch adapters, 19 kB that never run: requests go through the host (src/api). */
export function pruneAxios(chain: WebpackChain): void {
  chain.plugin('prune-axios').use(NormalModuleReplacementPlugin, [
    /^\.\/(xhr|fetch)\.js$/,
    (request: { context: string; request: string }) => {
      if (AXIOS_ADAPTERS.test(request.context))
        request.request = path.resolve(__dirname, 'no-axios-adapter.js')
    },
  ])
}

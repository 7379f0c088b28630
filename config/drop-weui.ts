import path from 'node:path'
import type { WebpackChain } from './webpack-chain'

/** Taro's web runtime brings a font of icons and their style in its first script, 4 kB compressed, for components no page of ours has. */
export function dropWeui(chain: WebpackChain): void {
  chain.resolve.alias.set(
    '@tarojs/components/dist/taro-components/taro-components.css$',
    path.resolve(__dirname, 'no-weui.css'),
  )
}

import type { WebpackChain } from './webpack-chain'

/** What only sub-packages share is copied to each by Taro, but not a file ending in .mjs: that would end up in the main package. */
export function shareQrCodes(chain: WebpackChain): void {
  chain.resolve.alias.set('qrcode-generator$', require.resolve('qrcode-generator'))
}

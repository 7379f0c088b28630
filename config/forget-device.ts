import path from 'node:path'
import type { WebpackChain } from './webpack-chain'

/** Taro tells a page of the web the make of its device by reading the user agent with 43 kB of tables. The module never asks. */
export function forgetDevice(chain: WebpackChain): void {
  chain.resolve.alias.set('platform$', path.resolve(__dirname, 'unknown-device.js'))
}

import type { UserConfigExport } from '@tarojs/cli'

type Config = Extract<UserConfigExport<'webpack5'>, { mini?: unknown }>
type Customise = NonNullable<NonNullable<Config['h5']>['webpackChain']>

/** The chain Taro hands to `webpackChain`; named here because Taro does not export it. */
export type WebpackChain = Parameters<Customise>[0]

/** Taro platform plugin: `taro build --type suishenban` compiles for the city super-app's mini-program container. */
import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'
import { PLATFORM } from './platform'
import { Suishenban } from './program'

export default (ctx: IPluginContext) => {
  ctx.registerPlatform({
    name: PLATFORM,
    useConfigName: 'mini',
    async fn({ config }: { config: unknown }) {
      await new Suishenban(ctx, config).start()
    },
  })

  ctx.modifyWebpackChain(({ chain }) => {
    if (process.env['TARO_ENV'] !== PLATFORM) return
    chain.module
      .rule('suishenban-takes-alipay-branches')
      .test(/node_modules[\\/]@tarojs[\\/].*\.js$/)
      .enforce('pre')
      .use('alias-environment')
      .loader(path.resolve(__dirname, 'alias-env-loader.js'))
  })
}

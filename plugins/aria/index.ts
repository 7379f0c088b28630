/**
 * Taro plugin: one way of writing accessibility in TSX (`role`, `aria-label`, `aria-checked` …) for every target.
 * Taro by itself drops these attributes in mini-programs; it takes both its templates and its runtime to keep them.
 */
import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'
import { ARIA_ATTRIBUTES } from './attributes'

type ReplacePropName = (name: string, value: string, component: string, alias: unknown) => string

/** The part of Taro's platform object this plugin touches. */
interface Platform {
  readonly platform: string
  runtimePath: string | string[]
  template?: {
    mergeComponents(ctx: IPluginContext, patch: typeof ARIA_ATTRIBUTES): void
    replacePropName: ReplacePropName
  }
}

const WECHAT = 'weapp'

export default (ctx: IPluginContext) => {
  // Taro calls the method of this name, once the platform stands and before it builds.
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      const { template } = platform
      addRuntime(platform, template ? 'runtime.ts' : 'runtime.h5.ts')
      if (!template) return
      template.mergeComponents(ctx, ARIA_ATTRIBUTES)
      if (platform.platform === WECHAT) sayAriaRole(template)
    },
  })
}

function addRuntime(platform: Platform, file: string): void {
  platform.runtimePath = [platform.runtimePath, path.resolve(__dirname, file)].flat()
}

/** WeChat's name for `role` is `aria-role`; the other aria-* names are the web's. */
function sayAriaRole(template: NonNullable<Platform['template']>): void {
  const replace = template.replacePropName.bind(template)
  template.replacePropName = (name, ...rest) => (name === 'role' ? 'aria-role' : replace(name, ...rest))
}

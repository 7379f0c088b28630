/**
 * Taro plugin: a template for every element a page uses, and none for the rest. Taro writes those of scroll-view and image whether
 * or not they are used, the first of them one of its largest. A page that begins to use one gets it back by using it.
 */
import type { IPluginContext } from '@tarojs/service'

/** What Taro presumes and no page has asked for. */
const PRESUMED = ['scroll-view', 'image', 'static-image']

interface ComponentConfig {
  /** Names of the elements templates are written for; Taro adds to it what it meets in the pages. */
  readonly includes: Set<string>
}

export default (ctx: Pick<IPluginContext, 'register'>) => {
  ctx.register({
    name: 'modifyComponentConfig',
    fn: ({ componentConfig }: { componentConfig: ComponentConfig }) => {
      for (const name of PRESUMED) componentConfig.includes.delete(name)
    },
  })
}

/** Taro plugin: a build that a host would refuse, or that is too heavy, ends with exit code 1 and says which file and why. */
import type { IPluginContext } from '@tarojs/service'
import { findingsIn } from './findings'

export default (ctx: IPluginContext) => {
  ctx.onBuildComplete(() => {
    // A development build is neither minified nor shipped.
    if (process.env['NODE_ENV'] !== 'production') return
    const findings = findingsIn(ctx.paths.outputPath)
    if (findings.length === 0) return
    for (const finding of findings) console.error(`✖ ${finding}`)
    process.exitCode = 1
  })
}

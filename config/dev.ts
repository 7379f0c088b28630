import type { UserConfigExport } from '@tarojs/cli'

/** A developer at work wants to see what the compiler is doing. */
export default {
  logger: { quiet: false, stats: true },
} satisfies UserConfigExport<'webpack5'>

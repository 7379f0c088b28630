import path from 'node:path'
import { Alipay } from '@tarojs/plugin-platform-alipay'
import { PLATFORM } from './platform'

/** The city super-app's container speaks Alipay's templates and `my` API, and adds its own calls under `my.call`. */
export class Suishenban extends Alipay {
  override platform = PLATFORM
  override runtimePath = path.resolve(__dirname, 'runtime.ts')
}

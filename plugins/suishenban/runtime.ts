// The container runs Alipay's runtime unchanged; what it adds is reached by src/host/index.suishenban.ts.
import '@tarojs/plugin-platform-alipay/dist/runtime'

export { hooks } from '@tarojs/shared'

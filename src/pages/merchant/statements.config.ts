export default definePageConfig({ navigationBarTitleText: '为商户工作' })

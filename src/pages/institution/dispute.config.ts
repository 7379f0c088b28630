export default definePageConfig({ navigationBarTitleText: '商户的异议' })

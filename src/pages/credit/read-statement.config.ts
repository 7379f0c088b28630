export default definePageConfig({ navigationBarTitleText: '随碳' })

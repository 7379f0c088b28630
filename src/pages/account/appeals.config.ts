export default definePageConfig({ navigationBarTitleText: '随碳', enablePullDownRefresh: true })

export default definePageConfig({ navigationBarTitleText: '排除清单' })

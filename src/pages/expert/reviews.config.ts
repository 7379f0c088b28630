export default definePageConfig({ navigationBarTitleText: '请你评审' })

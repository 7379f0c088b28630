export default definePageConfig({ navigationBarTitleText: '碳积分商城' })

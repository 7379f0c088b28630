export default definePageConfig({ navigationBarTitleText: '专家登录' })

export default definePageConfig({ navigationBarTitleText: '减排项目' })

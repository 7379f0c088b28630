export default definePageConfig({ navigationBarTitleText: '减排场景' })

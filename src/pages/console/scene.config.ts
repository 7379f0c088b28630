export default definePageConfig({ navigationBarTitleText: '场景申请' })

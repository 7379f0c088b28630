export default definePageConfig({ navigationBarTitleText: '运营单位' })

import { defineWords } from '../words'

export const keysWords = defineWords({
  title: ['签名密钥', 'Signing keys'],
  how: [
    '你们的服务器用它签每一次请求。换密钥时新旧同时有效一段时间；登记和停用找平台管理方。',
    'Your servers sign every request with one. While you change them, old and new are both valid; the centre registers and ends them.',
  ],
  list: ['登记过的', 'Registered'],
  since: ['{from} 起', 'since {from}'],
  span: ['{from} 到 {to}', '{from} to {to}'],
  valid: ['在用', 'Valid'],
  coming: ['还没开始', 'Not yet'],
  ended: ['已停用', 'Ended'],
  empty: ['还没有登记密钥', 'No key is registered'],
  emptyDetail: [
    '先生成一把，再请平台管理方登记公钥。',
    'Make one, then have the centre register its public half.',
  ],
  soon: ['{keyId} 到 {to} 为止，请先登记下一把。', '{keyId} ends {to}: have the next one registered before.'],
})

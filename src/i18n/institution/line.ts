import { defineWords } from '../words'

export const lineWords = defineWords({
  where: ['{time} · {shop}', '{time} · {shop}'],
  voucher: ['券号末四位 {n}', 'voucher ending in {n}'],
  amount: ['{n}\u00a0元', '{n}\u00a0yuan'],
  reversal: ['撤销', 'Taken back'],
  loss: ['冲突补付', 'After a clash'],
})

import { defineWords } from '../words'

export const ownAccountWords = defineWords({
  toAccount: ['回到我的碳账户', 'Back to my carbon account'],
  toMe: ['回到“我的”', 'Back to Me'],
})

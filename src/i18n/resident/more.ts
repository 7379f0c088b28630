import { defineWords } from '../words'

export const moreWords = defineWords({
  further: ['再往后看', 'More of them'],
  earlier: ['再往前看', 'Earlier ones'],
})

import { defineWords } from '../words'

export const registerDoorWords = defineWords({
  title: ['公示：方法学、场景、项目', 'Public register'],
  detail: ['谁能算、算到哪天、签发了多少', 'Who counts until when, and what was issued'],
})

import { defineWords } from '../words'

export const registerWords = defineWords({
  title: ['公示', 'Public register'],
  intro: [
    '按什么算、谁的记录算到哪天、哪些项目签发了多少，任何人都能看，不用登录。',
    'By what the city counts, whose records count until when, and what projects were issued. For anybody, without signing in.',
  ],
  search: ['找名字、编号、单位或区', 'A name, a code, an organisation or a district'],
  lists: ['看哪一类', 'Which list'],
  rules: ['方法学 {n}', 'Methods {n}'],
  scenes: ['场景 {n}', 'Scenes {n}'],
  projects: ['项目 {n}', 'Projects {n}'],
  nothingFound: ['没有找到', 'Nothing found'],
  nothingFoundDetail: ['换个说法试试，或者清空上面的框。', 'Try another word, or empty the field above.'],
  noProjects: ['还没有批准的项目', 'No project approved yet'],
  noProjectsDetail: [
    '批准以后会列在这里，连同每次签发的序列号。',
    'Approved ones are listed here with the serials of every issuing.',
  ],
  versions: ['共 {n} 版', '{n} {n|version|versions}'],
  page: ['第 {page} 页，共 {total} 个', 'Page {page}, {total} in all'],
  next: ['下一页', 'Next page'],
  previous: ['上一页', 'Previous page'],
  states: ['只看', 'Only'],
  all: ['全部', 'All'],
  issued: ['已签发 {mass}', '{mass} issued'],
  notIssued: ['还没有签发', 'Nothing issued yet'],
})

export const ruleStateWords = defineWords({
  published: ['在用', 'In use'],
  underRevision: ['在用，正在修订', 'In use, under revision'],
  replaced: ['以前用', 'Used before'],
  retired: ['已停用', 'Retired'],
  disabled: ['未启用', 'Not in use'],
})

export const projectStateWords = defineWords({
  crediting: ['已批准', 'Approved'],
  tracking: ['运行中', 'Running'],
  suspended: ['已暂停', 'Suspended'],
  ended: ['已结束', 'Ended'],
})

import { defineWords } from '../words'

export const booksWords = defineWords({
  title: ['对账', 'Reconciliation'],
  how: [
    '你们把一天的账发来，和我们的逐笔比。哪天有差，点开看。',
    'You send a day’s book, and it is compared ride by ride. Tap a day to see what differs.',
  ],
  list: ['最近的对账', 'Latest'],
  allScenes: ['全部场景', 'all scenes'],
  row: ['{n} 笔 · {when}', '{n} {n|ride|rides} · {when}'],
  equal: ['一致', 'Equal'],
  breaks: ['{n} 处差', '{n} {n|break|breaks}'],
  empty: ['还没有对过账', 'No book was compared yet'],
  emptyDetail: [
    '你们的服务器把一天的账发来后，结果会出现在这里。',
    'Results appear once your servers send the book of a day.',
  ],
})

export const bookWords = defineWords({
  title: ['一天的对账', 'One day’s book'],
  ofDay: ['{day} · {scene}', '{day} · {scene}'],
  equal: ['两边一致', 'Both sides agree'],
  differs: ['处对不上', 'breaks'],
  comparedAt: ['{when} 比对，你们的账有 {n} 笔', 'Compared {when}; your book has {n} {n|ride|rides}'],
  missingHere: ['我们没有', 'Missing here'],
  missingThere: ['你们没有', 'Missing in your book'],
  differing: ['内容不同', 'Different'],
  count: ['{n} 处', '{n}'],
  figures: ['两边的数', 'Both sides’ figures'],
  theirs: ['你们', 'Yours'],
  ours: ['我们', 'Ours'],
  sum: ['{n} 趟 · {mass}', '{n} {n|ride|rides} · {mass}'],
  rides: ['{n} 趟', '{n} {n|ride|rides}'],
  otherChannel: [
    '其中 {n} 趟另一条渠道也报了，只算一次，算在那边',
    '{n} of ours were told by another channel too, and count there',
  ],
  complete: ['完成的行程', 'Complete rides'],
  takenBack: ['撤回的行程', 'Rides taken back'],
  notKept: ['没有收下的', 'Not kept'],
  list: ['哪里对不上', 'What differs'],
  listed: ['共 {n} 处，这里列前 {listed} 处', '{n} in all, the first {listed} are listed'],
  line: ['你们账上第 {n} 行', 'Line {n} of your book'],
  key: ['行程 {key}', 'Ride {key}'],
  field: ['{field}：你们 {theirs}，我们 {ours}', '{field}: yours {theirs}, ours {ours}'],
  unsaid: ['没有写', 'not told'],
  scene: ['场景', 'Scene'],
  status: ['状态', 'State'],
  revision: ['版次', 'Revision'],
  distanceMeters: ['里程（米）', 'Distance (m)'],
  reductionMilligrams: ['减排量（毫克）', 'Reduction (mg)'],
  forgotten: [
    '逐笔的差别留到 {day} 为止，已经删了；数还在。',
    'What differed ride by ride was kept until {day} and is gone; the figures stay.',
  ],
})

import { defineWords } from '../words'

export const openedGroupKindWords = defineWords({
  school: ['学校', 'School'],
  street: ['街道', 'Street'],
  company: ['单位', 'Company'],
})

/** Whom a group of a kind is for. */
export const openedGroupForWords = defineWords({
  school: [
    '给学生和老师。未满 14 岁的学生要监护人同意。',
    'For pupils and teachers. Under 14 their guardian has to say yes.',
  ],
  street: ['给一个街道的居民。', 'For the people of a street.'],
  company: ['给员工。未满 14 岁的不能加入。', 'For those who work here. Not for children under 14.'],
})

export const groupsWords = defineWords({
  title: ['团体', 'Groups'],
  lead: [
    '开一个团体，大家扫码加入，一起排名。你们只看得到人数，看不到是谁。',
    'Open a group; people join it by its code and are ranked together. You see how many they are, and never who.',
  ],
  open: ['开一个团体', 'Open a group'],
  list: ['开过的团体', 'Groups you opened'],
  empty: ['还没有开过团体', 'No group yet'],
  emptyDetail: [
    '开好就有一个加入码，可以发给大家，也可以投到大屏幕上。',
    'It comes with a code to send around or to show on a large screen.',
  ],
  opened: ['{kind} · {when}开', '{kind} · opened {when}'],
  people: ['{n} 人', '{n} {n|person|people}'],
  few: ['不到 {n} 人', 'fewer than {n}'],
  closed: ['已关闭', 'Closed'],
})

export const openGroupWords = defineWords({
  title: ['开一个团体', 'Open a group'],
  kind: ['哪一种', 'Which kind'],
  nameZh: ['团体名字（中文）', 'Name in Chinese'],
  nameEn: ['团体名字（英文）', 'Name in English'],
  nameHint: [
    '居民会看到，如“世界小学三年级”',
    'In Chinese, such as “World School, year 3”; everybody sees it',
  ],
  nameEnHint: ['给用英文的人看，如“World School, year 3”', 'Such as “World School, year 3”'],
  missing: ['这里要填', 'Please fill this in'],
  forGood: ['名字开好以后不能改。', 'The name cannot be changed afterwards.'],
  yes: ['开好，给我加入码', 'Open it and give me its code'],
  no: ['先不开', 'Not now'],
  done: ['团体开好了', 'The group is open'],
})

export const openedGroupWords = defineWords({
  title: ['团体', 'Group'],
  gone: ['没有找到这个团体', 'This group was not found'],
  goneDetail: [
    '可能不是你们机构开的，也可能换了机构。',
    'It may be another institution’s, or you act for another now.',
  ],
  toList: ['看开过的团体', 'To the groups'],
  opened: ['{kind} · {when}开', '{kind} · opened {when}'],
  inIt: ['现在有', 'In it now'],
  peopleUnit: ['人', 'people'],
  few: ['不到 {n} 人', 'Fewer than {n} people'],
  fewHow: [
    '到了 {n} 人才显示人数，免得看出是谁。',
    'The number is shown from {n} people on, so that it tells of nobody.',
  ],
  sumHow: ['只显示人数，看不到是谁。', 'The number alone: nobody sees who they are.'],
  code: ['加入码', 'Code to join'],
  qr: ['加入码的二维码', 'Code to join, to scan'],
  spelt: ['加入码 {code}', 'Code {code}'],
  how: [
    '打开随碳，点“我的”“一起减排”“加入团体”，扫这个码，或者输入这 8 位。',
    'In Suitan open Me, Together, Join a group; scan this or type its 8 characters.',
  ],
  invite: ['发给大家', 'Send it around'],
  inviteTitle: ['加入“{name}”，一起减排', 'Join {name} and save together'],
  inviteText: [
    '加入“{name}”，一起减排：打开随碳，点“我的”“一起减排”“加入团体”，输入加入码 {code}',
    'Join {name} and save together: in Suitan open Me, Together, Join a group, and type {code}',
  ],
  shared: ['发出去了', 'Sent'],
  copied: ['邀请复制好了，贴到群里就行', 'The invitation is copied: paste it where they read it'],
  copyFailed: ['这里不能复制，请照着念加入码', 'It cannot be copied here; read the code out'],
  renew: ['换一个加入码', 'Another code'],
  renewTitle: ['换一个加入码？', 'Give it another code?'],
  renewOld: [
    '旧的码马上不能用，印好的、发出去的都要换。',
    'The old one leads nowhere at once, printed or sent as it may be.',
  ],
  renewIn: ['已经加入的人不受影响。', 'Who is in it stays in it.'],
  renewYes: ['是，换一个', 'Yes, another'],
  renewed: ['换好了，旧的不能用了', 'Done: the old one leads nowhere'],
  close: ['关闭团体', 'Close the group'],
  closeTitle: ['关闭“{name}”？', 'Close {name}?'],
  closeOut: [
    '所有人马上退出，不能重新打开。还没结算的月份不再排名，结算过的留着。',
    'Everybody is out of it at once, and it cannot be opened again. Open months are ranked without it; closed ones stay.',
  ],
  closeKeep: ['大家的减排量和积分一点不变。', 'What people saved, and their points, do not change.'],
  closeYes: ['是，关闭', 'Yes, close it'],
  no: ['先不改', 'Not now'],
  closed: ['已经关闭', 'Closed'],
  closedSince: [
    '{when}关闭。加入码不能用了，结算过的月份还在排名里。',
    'Closed {when}. Its code leads nowhere; closed months stay in the ranking.',
  ],
})

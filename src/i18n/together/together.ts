import { defineWords } from '../words'

export const togetherWords = defineWords({
  title: ['一起减排', 'Together'],
  lead: [
    '区和团体按大家的减排量排名。你的减排量和积分不会变少，谁也拿不走。',
    'Districts and groups are ranked by what their people saved. Your reductions and points stay yours; nobody can take them.',
  ],
  year: ['年度报告', 'Your year'],
  yearDetail: ['一年减了多少，存成一张图', 'What a year came to, as a picture to keep'],
  titles: ['我的称号', 'Your titles'],
  titlesDetail: ['用积分换来的荣誉', 'Honours you got for points'],
  district: ['我的区', 'Your district'],
  noDistrict: ['还没有选区', 'No district yet'],
  noDistrictHint: [
    '选一个区，你的减排量就算进这个区的总数。一个月可以改一次。',
    'Name one, and what you save counts towards its sum. You may change it once a month.',
  ],
  noDistrictUntil: ['{when}起可以再选', 'You may name one again from {when}'],
  choose: ['选一个区', 'Name your district'],
  chooseTitle: ['选哪个区？', 'Which district?'],
  chooseNote: ['一个自然月只能选一次，想好再点。', 'Once a calendar month; take your time.'],
  change: ['换一个区', 'Change it'],
  changesOn: ['{when}起可以换', 'May be changed from {when}'],
  leaveDistrict: ['不参加了', 'Take it back'],
  leftDistrict: ['好了，不再算进任何区', 'Done: you count for no district'],
  chosen: ['好了，明天早上开始算进{name}', 'Done: you count for {name} from tomorrow morning'],
  groups: ['我的团体', 'Your groups'],
  noGroups: ['还没有加入团体', 'You are in no group yet'],
  noGroupsHint: [
    '学校、街道、单位会给出一个加入码，扫一扫或者输进来就行。',
    'A school, street or company gives out a code; scan it or type it in.',
  ],
  join: ['加入团体', 'Join a group'],
  childWaits: [
    '未满 14 岁，要监护人同意才能参加。请监护人在“我的 · 孩子的碳账户”里打开。',
    'Under 14 your guardian has to say yes first: under Me, A child’s account.',
  ],
  boards: ['看排名', 'See who is ahead'],
  boardOfdistrict: ['各区', 'Districts'],
  boardOfschool: ['学校', 'Schools'],
  boardOfstreet: ['街道', 'Streets'],
  boardOfcompany: ['单位', 'Companies'],
})

export const groupKindWords = defineWords({
  school: ['学校', 'School'],
  street: ['街道', 'Street'],
  company: ['单位', 'Company'],
})

/** One month of a district or group. */
export const monthWords = defineWords({
  place: ['第 {n} 名', 'Place {n}'],
  of: ['共 {n} 个，按人均', 'of {n}, by the average a head'],
  provisional: ['还没结算', 'Not final'],
  final: ['已结算', 'Final'],
  asOf: ['算到{when}早上，每天早上更新', 'As of {when} in the morning; updated daily'],
  average: ['人均', 'A head'],
  sum: ['总共', 'In all'],
  people: ['{n} 人', '{n} {n|person|people}'],
  own: ['你贡献', 'Your share'],
  withheld: [
    '有减排的还不到 {n} 个人，先不排名，也不显示总数',
    'Fewer than {n} people have saved something so far: no place and no sum are shown',
  ],
  none: ['明天早上就有第一次排名', 'The first ranking comes tomorrow morning'],
})

export const joinWords = defineWords({
  title: ['加入团体', 'Join a group'],
  how: ['扫一扫团体的码，或者把加入码输进来。', 'Scan the group’s code, or type it in.'],
  scan: ['扫一扫', 'Scan'],
  field: ['加入码（8 位）', 'Code (8 characters)'],
  fieldFault: ['加入码是 8 位字母和数字', 'A code has 8 letters and digits'],
  look: ['看看是哪个团体', 'See which group it is'],
  openedBy: ['{name}开设', 'Opened by {name}'],
  consent: ['加入以后别人看得到什么', 'What others see once you join'],
  yes: ['我看过了，同意加入', 'I have read this; join'],
  other: ['换一个加入码', 'Another code'],
  joined: ['已经加入', 'You are in'],
  already: ['你已经在这个团体里', 'You are in this group already'],
  toGroup: ['去看看', 'See it'],
})

export const groupWords = defineWords({
  title: ['团体', 'Group'],
  since: ['{when}加入', 'Joined {when}'],
  months: ['前几个月', 'Months before'],
  top: ['打开昵称的人', 'Those who show a nickname'],
  topOf: ['{month}，只有本团体的人看得到', '{month}; only this group sees it'],
  topNone: ['还没有人打开昵称', 'Nobody shows a nickname yet'],
  topWithheld: [
    '人还少，先不显示各人减了多少，免得算出别人的。',
    'Still few people: figures stay hidden, or somebody else’s could be worked out.',
  ],
  you: ['你', 'you'],
  show: ['显示我的昵称', 'Show my nickname'],
  showOff: ['现在没有显示', 'Not shown now'],
  showOn: ['本团体看到的是“{name}”', 'This group sees “{name}”'],
  showTitle: ['用什么昵称？', 'Which nickname?'],
  showText: [
    '打开后，本团体的人会看到昵称和名次；人够多时，还有你这个月的减排量。随时可以关。',
    'People of this group then see it with its place and, where there are enough of you, what you saved this month. Switch it off whenever you like.',
  ],
  field: ['昵称（最多 {n} 个字）', 'Nickname (up to {n} characters)'],
  fieldFault: ['用 1 到 {n} 个字，不要写电话等号码', '1 to {n} characters, and no telephone number'],
  showYes: ['显示', 'Show it'],
  shown: ['好了，本团体看得到“{name}”', 'This group sees “{name}” now'],
  hidden: ['好了，不再显示', 'Not shown any more'],
  leave: ['退出团体', 'Leave the group'],
  leaveTitle: ['退出“{name}”？', 'Leave “{name}”?'],
  leaveText: [
    '还没结算的月份不再算你。你的减排量和积分一点不变，以后可以再加入。',
    'Months that are still open do without you. Your reductions and points do not change, and you may join again.',
  ],
  leaveYes: ['退出', 'Leave'],
  left: ['已经退出', 'You have left'],
})

export const boardWords = defineWords({
  title: ['排名', 'Ranking'],
  by: ['按什么排', 'Ranked by'],
  average: ['人均', 'Average a head'],
  sum: ['总量', 'Sum'],
  month: ['哪个月', 'Which month'],
  isOwn: ['你在这里', 'Yours'],
  detail: ['{people} · 总共 {sum}', '{people} · {sum} in all'],
  detailByAverage: ['{people} · 人均 {average}', '{people} · {average} a head'],
  people: ['{n} 人', '{n} {n|person|people}'],
  place: ['第 {n} 名', 'Place {n}'],
  withheld: [
    '另有 {n} 个有减排的不到 {min} 个人，不参加排名',
    '{n} more {n|has|have} fewer than {min} people who saved something, and no place',
  ],
  none: ['这个月还没有排名', 'No ranking for this month yet'],
  noneHint: [
    '至少 {min} 个人有已经签发的减排量才排名，每天早上更新',
    'It takes {min} people with issued reductions; updated every morning',
  ],
  own: ['你的', 'Yours'],
})

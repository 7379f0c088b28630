import { defineWords } from '../words'

export const institutionPlaceWords = defineWords({
  goods: ['商品', 'Goods'],
  figures: ['核销', 'Redeemed'],
  collected: ['积分', 'Points'],
  budget: ['赞助', 'Paid for'],
})

export const memberRoleWords = defineWords({
  owner: ['负责人', 'owner'],
  manager: ['店务', 'manager'],
  cashier: ['收银员', 'cashier'],
})

export const institutionDoorWords = defineWords({
  who: ['{name}，{role}', '{name}, {role}'],
  change: ['换一个机构', 'Act for another'],
  choose: ['为哪个机构办事', 'For which institution'],
  chooseRow: ['{name}，{role}', '{name}, {role}'],
  none: ['这里给商城主体和赞助方使用', 'This is for mall operators and sponsors'],
  noneAny: ['这里给机构的负责人和店务使用', 'This is for owners and managers of institutions'],
  noneDetail: [
    '要进来，先请机构的负责人出示邀请码。收银员用收银台，不用这里。',
    'To come in, ask an owner of the institution for an invitation. Cashiers use the till instead.',
  ],
  dismissed: ['你不再是这个机构的成员', 'You are no longer a member of this institution'],
  dismissedDetail: [
    '没办完的事没有生效。如果弄错了，请找机构的负责人再邀请一次。',
    'What was not finished has not happened. If this is a mistake, ask an owner for a new invitation.',
  ],
  suspended: ['这个机构已暂停', 'This institution is suspended'],
  suspendedDetail: [
    '暂停期间不能办事。请机构的负责人联系市减污降碳中心。',
    'Nothing can be done meanwhile. An owner can turn to the city carbon reduction centre.',
  ],
  noHost: ['请从城市应用里打开', 'Please open this inside the city app'],
  noHostDetail: [
    '这里靠应用来认人：随申办、微信或支付宝。',
    'It is the app that knows who you are: Suishenban, WeChat or Alipay.',
  ],
  otherWork: ['为你的机构可以办的事', 'What you can do for your institution'],
  groups: ['团体', 'Groups'],
  groupsDetail: [
    '学生、员工扫码加入，一起排名',
    'Pupils or colleagues join by a code and are ranked together',
  ],
  given: ['别人给的碳信用证明', 'Credit statements given'],
  givenDetail: ['查看别人出示的证明', 'Read what people show you'],
  applications: ['申报', 'Applications'],
  applicationsDetail: ['屋顶光伏、减排场景、方法学', 'Roofs, scenes, methodologies'],
  again: ['再看一次', 'Look again'],
  home: ['去首页', 'Home'],
})

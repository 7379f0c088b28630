import { defineWords } from '../words'

export const applicantDoorWords = defineWords({
  as: ['以谁的名义申报', 'In whose name'],
  choose: ['为哪个机构申报', 'For which institution'],
  none: ['你还不能替机构申报', 'You cannot apply for an institution yet'],
  noneDetail: [
    '机构的负责人或店务才能申报。先请负责人邀请你，在“我的”里扫码加入。',
    'Owners and managers apply for an institution. Ask an owner for an invitation, then join under Me.',
  ],
  gone: ['没有找到这份申报', 'There is no such application here'],
  goneDetail: [
    '它可能在别人的名下。回到申报列表看看。',
    'It may be in another’s name. Go back to the list and look there.',
  ],
})

/** What the applicant's pages say alike. */
export const stepWords = defineWords({
  stepOf: ['第 {n}\u00a0步，共 {all}\u00a0步：{name}', 'Step {n} of {all}: {name}'],
  next: ['下一步', 'Next'],
  back: ['上一步', 'Back'],
  change: ['改这里', 'Change'],
  kept: [
    '写了一半会留在这台设备上，下次接着写。',
    'What is half written stays on this device; go on with it any time.',
  ],
  save: ['存成草稿', 'Save as a draft'],
  saved: ['存好了', 'Saved'],
  unwritten: ['还没写', 'Not written yet'],
  cancel: ['先不了', 'Not now'],
  handInTitle: ['现在就交上去吗', 'Hand it in now?'],
  handInYes: ['是，交上去', 'Yes, hand it in'],
  handInHow: [
    '交上去以后自己不能再改；要改，得等退回来。',
    'Once it is in you cannot change it yourself, unless it is sent back to you.',
  ],
  why: ['说一句为什么', 'Say why'],
  whyFault: ['请写一句为什么', 'Please say why in a sentence'],
  withdraw: ['撤回这份申报', 'Withdraw it'],
  withdrawTitle: ['真的要撤回吗', 'Really withdraw it?'],
  withdrawHow: [
    '撤回以后这一份就结束了，想再办要重新写一份。',
    'It ends for good; to apply again you write a new one.',
  ],
  withdrawYes: ['是，撤回', 'Yes, withdraw'],
  withdrawn: ['已撤回', 'Withdrawn'],
  officialTerm: ['正式的说法', 'The official term'],
})

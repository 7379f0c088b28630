import { defineWords } from '../words'

export const creditDoorWords = defineWords({
  as: ['看谁的碳信用', 'Whose credit record'],
  choose: ['看哪个机构的碳信用', 'Of which institution'],
  none: ['你还看不了机构的碳信用', 'You cannot see an institution’s credit record yet'],
  noneDetail: [
    '机构的负责人或店务才看得到。先请负责人邀请你，在“我的”里扫码加入。',
    'Owners and managers see it. Ask an owner for an invitation, then join under Me.',
  ],
})

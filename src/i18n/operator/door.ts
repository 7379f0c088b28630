import { defineWords } from '../words'

/** Who may look at an operator's rides, and the places of its pages. */
export const operatorDoorWords = defineWords({
  as: ['以谁的名义', 'In whose name'],
  choose: ['看哪个运营单位', 'Which operator'],
  none: ['你还不是运营单位的人', 'You work for no operator yet'],
  noneDetail: [
    '地铁、公交、单车公司的负责人或店务才能看。先请负责人邀请你，在“我的”里扫码加入。',
    'Owners and managers of a transit company look here. Ask an owner for an invitation, then join under Me.',
  ],
})

export const operatorPlaceWords = defineWords({
  intake: ['收到', 'Received'],
  runs: ['结算', 'Runs'],
  books: ['对账', 'Books'],
})

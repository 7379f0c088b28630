import { defineWords } from '../words'

export const welcomeWords = defineWords({
  title: ['随碳', 'Suitan'],
  line: [
    '坐地铁、公交、骑单车，少排的碳记到你名下。',
    'Ride the metro, the bus or a bike, and the carbon you save is recorded as yours.',
  ],
  trust1: [
    '按市里公布的办法算，每一趟都看得到怎么算的。',
    "Worked out by the city's published methods; for every ride you see how.",
  ],
  trust2: [
    '两人核对才入账，一毫克都对得上账。',
    'Two people check before anything is credited; the books agree to the milligram.',
  ],
  trust3: [
    '你没同意的，一趟也不收。随时能关，能导出，能删除。',
    'Nothing is collected that you did not allow. Switch off, export or erase at any time.',
  ],
  together: ['大家已经一起少排了', 'Together we have saved'],
  togetherNote: [
    '{accounts} 人，{rides} 趟',
    '{accounts} {accounts|person|people}, {rides} {rides|ride|rides}',
  ],
  togetherBegins: ['大家刚刚开始', 'Together we have just begun'],
  togetherJoined: ['已有 {accounts} 人开通', '{accounts} {accounts|person has|people have} joined'],
  begin: ['开始', 'Begin'],
  look: ['先看看', 'Look around'],
  noticeStep: ['第 1 步，共 2 步', 'Step 1 of 2'],
  noticeVersion: ['版本 {version}', 'Version {version}'],
  read: ['我看过了，继续', 'I have read it, go on'],
  chooseStep: ['第 2 步，共 2 步', 'Step 2 of 2'],
  choose: ['哪些行程可以记？', 'Which rides may be recorded?'],
  chooseHint: [
    '默认都不开。每一项分开选，以后随时能改。',
    'All are off at first. Each is your own choice, to change at any time.',
  ],
  none: [
    '都不选也能开户，只是不会有行程。',
    'You may open the account with none; there will just be no rides.',
  ],
  open: ['同意并开通', 'Agree and open'],
  opened: ['开通了', 'Your account is open'],
  partly: [
    '账户开通了，但有授权没成功，请到“场景”里再试',
    'The account is open, but a consent failed; try again under Scenes',
  ],
})

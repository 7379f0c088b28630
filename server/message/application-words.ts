import type { Message } from '#contract'

import type { ToldOfApplication } from './tell-applicant'

/** What she reads of a project or methodology she applied with; which it is, and how much, stands beside it in the module alone. */
export const OF_APPLICATIONS = {
  projectReturned: {
    title: { zh: '你申报的项目退回了，等你改', en: 'Your project came back to be corrected' },
    text: {
      zh: '项目页上写着为什么。改好了可以再交。',
      en: 'Its page says why. Once corrected it can be handed in again.',
    },
  },
  projectRefused: {
    title: { zh: '你申报的项目没有通过', en: 'Your project was not approved' },
    text: { zh: '项目页上写着为什么。', en: 'Its page says why.' },
  },
  projectApproved: {
    title: { zh: '你申报的项目通过了', en: 'Your project is approved' },
    text: {
      zh: '第一期减排量也一起通过了。签发了再告诉你。',
      en: 'So is its first reduction. You will hear when that is issued.',
    },
  },
  projectReportReturned: {
    title: { zh: '有一期监测报告退回了', en: 'A monitoring report came back' },
    text: {
      zh: '项目页上写着为什么。这一期可以再报。',
      en: 'The page of the project says why. The period can be reported again.',
    },
  },
  projectReportVerified: {
    title: { zh: '有一期监测报告核查通过了', en: 'A monitoring report is verified' },
    text: { zh: '接下来等签发。签发了再告诉你。', en: 'It is to be issued next; you will hear when it is.' },
  },
  projectIssued: {
    title: { zh: '你的项目签发减排量了', en: 'Reductions of your project are issued' },
    text: { zh: '已经记到你名下，项目页上有编号。', en: 'They are yours now; the page has their serials.' },
  },
  projectSuspended: {
    title: { zh: '你的项目暂停了', en: 'Your project is on hold' },
    text: {
      zh: '这段时间不签发新的，签发过的还是你的。项目页上写着为什么。',
      en: 'Nothing more is issued meanwhile; what is issued stays yours. Its page says why.',
    },
  },
  projectResumed: {
    title: { zh: '你的项目恢复了', en: 'Your project goes on' },
    text: { zh: '又可以报监测报告了。', en: 'Monitoring reports can be handed in again.' },
  },
  projectEnded: {
    title: { zh: '你的项目终止了', en: 'Your project has been ended' },
    text: {
      zh: '签发过的还是你的。项目页上写着为什么。',
      en: 'What is issued stays yours. Its page says why.',
    },
  },
  proposalReturned: {
    title: { zh: '你提的方法学退回了，等你改', en: 'Your methodology came back to be corrected' },
    text: {
      zh: '打开看看为什么。改好了可以再交。',
      en: 'Open it to see why. Once corrected it can be handed in again.',
    },
  },
  proposalPublished: {
    title: { zh: '你提的方法学发布了', en: 'Your methodology is published' },
    text: {
      zh: '打开看看是哪一版、专家怎么说。',
      en: 'Open it to see which version, and what experts said.',
    },
  },
  proposalClosed: {
    title: { zh: '你提的方法学没有采用', en: 'Your methodology was not taken up' },
    text: { zh: '打开看看为什么。', en: 'Open it to see why.' },
  },
} as const satisfies Record<ToldOfApplication['kind'], Pick<Message, 'title' | 'text'>>

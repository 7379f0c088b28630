import { defineWords } from '../words'

export const applicationsWords = defineWords({
  title: ['申报', 'Applications'],
  lead: [
    '屋顶发的电、一个新的出行场景、一种新的算法，都可以申报。',
    'Power from a roof, a new way of travelling, a new method: each can be applied for.',
  ],
  waiting: ['有 {n} 件等你办', '{n} {n|waits|wait} for you'],
  list: ['办过和在办的', 'What you applied for'],
  credit: ['本机构的碳信用', 'Your institution’s credit record'],
  project: ['减排项目', 'Project'],
  scene: ['减排场景', 'Scene'],
  proposal: ['方法学', 'Methodology'],
  unnamed: ['还没起名字', 'No name yet'],
  due: ['{when}前有答复', 'Answer due by {when}'],
  doneBy: ['{when}前要办好', 'To be done by {when}'],
  until: ['批到 {day}', 'Approved until {day}'],
  new: ['想办一件新的', 'Something new'],
  newProject: ['申报减排项目', 'Apply with a project'],
  newProjectDetail: [
    '自家或单位的屋顶光伏。要准备：户号、电表号、并网日期、每天的发电度数。',
    'Photovoltaics on a roof. You need: grid account, meter number, day of grid connection, power of each day.',
  ],
  needsAccount: ['先开通碳账户，减排量才有地方放', 'Open a carbon account first: reductions need a place'],
  newScene: ['申请接入减排场景', 'Apply for a scene'],
  newSceneDetail: [
    '运营单位把乘车、骑行记录接进来。要准备：记录从哪来；代办的还要委托书。',
    'An operator’s ride records come in. You need: where the records come from, and a mandate if you act for it.',
  ],
  newProposal: ['提一个方法学', 'Propose a methodology'],
  newProposalDetail: [
    '一种少排的办法怎么算才对。谁都可以提，不用开户。',
    'How some way of emitting less is reckoned. Anybody may propose one, without an account.',
  ],
  entrustments: ['委托别人申报我的屋顶', 'Let a party apply for my site'],
  entrustmentsParty: ['委托：给出去的和收到的', 'Entrustments given and received'],
  entrustmentsDetail: ['给谁、哪个户号，随时收回', 'To whom, which account; taken back any time'],
  empty: ['还没有申报过', 'Nothing applied for yet'],
  emptyDetail: ['从下面选一件，写一半可以先放着。', 'Choose below; what is half written waits for you.'],
})

/** What is asked of the applicant next, by kind and state. */
export const askedWords = defineWords({
  projectDraft: ['写完、传上读数，就能申报', 'Finish it, send readings, then apply'],
  projectReturned: ['退回来了，看看哪里要改', 'Sent back: see what to mend'],
  projectApplied: ['等中心受理', 'The centre looks at it first'],
  projectReview: ['两个单位一起评审', 'Two bodies review it'],
  projectCrediting: ['评审通过，等签发', 'Approved; being issued'],
  projectTracking: ['可以报下一期', 'The next period can be reported'],
  projectSuspended: ['暂停中，看看原因', 'Suspended: see why'],
  sceneDraft: ['写完就能提交', 'Finish it, then submit'],
  sceneReturned: ['退回来了，看看哪里要改', 'Sent back: see what to mend'],
  sceneApplied: ['中心和交易所一起审核', 'Centre and exchange review it'],
  sceneApproved: ['等中心开始系统测试', 'The centre will begin the test'],
  sceneTesting: ['请发测试数据', 'Send test rows'],
  sceneConnecting: ['请发正式连接的数据', 'Send rows over the connection'],
  sceneLive: ['正在计入', 'Counting'],
  sceneSuspended: ['暂停中，看看原因', 'Suspended: see why'],
  proposalDraft: ['写完就能提交', 'Finish it, then submit'],
  proposalReturned: ['退回来了，看看意见', 'Sent back: read the opinions'],
  proposalSubmitted: ['等中心做形式审查', 'The centre checks its form'],
  proposalFormalCheck: ['中心在做形式审查', 'The centre is checking its form'],
  proposalReview: ['专家在评审', 'Experts are reviewing it'],
  proposalPublished: ['已经公布', 'Published'],
})

export const projectStateWords = defineWords({
  draft: ['草稿', 'Draft'],
  applied: ['已申报', 'Applied'],
  returned: ['退回', 'Returned'],
  review: ['评审中', 'In review'],
  refused: ['未通过', 'Refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
  crediting: ['已通过', 'Approved'],
  tracking: ['运行中', 'Running'],
  suspended: ['暂停', 'Suspended'],
  ended: ['已终止', 'Ended'],
})

export const sceneStateWords = defineWords({
  draft: ['草稿', 'Draft'],
  applied: ['已提交', 'Submitted'],
  returned: ['退回', 'Returned'],
  approved: ['已批准', 'Approved'],
  testing: ['测试中', 'Testing'],
  connecting: ['连接中', 'Connecting'],
  live: ['已接入', 'Live'],
  suspended: ['暂停', 'Suspended'],
  expired: ['已到期', 'Expired'],
  withdrawn: ['已撤回', 'Withdrawn'],
})

export const proposalStateWords = defineWords({
  draft: ['草稿', 'Draft'],
  submitted: ['已提交', 'Submitted'],
  formalCheck: ['形式审查', 'Form check'],
  review: ['专家评审', 'In review'],
  returned: ['退回', 'Returned'],
  closed: ['已结束', 'Closed'],
  published: ['已公布', 'Published'],
})

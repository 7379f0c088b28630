import { GROUP_SUMMARIES } from './group-route-words'
import { PROJECT_SUMMARIES } from './project-route-words'
import { type Access } from './principal'

/** The groups of the readable API page, by who calls, in the order they stand there. */
export const ROUTE_TAGS = [
  { name: 'Residents', description: '居民端 · the module in the phone' },
  { name: 'Operators', description: '运营单位 · signed requests: consents, rides and the day’s total' },
  { name: 'Staff', description: '审核台 · verification, confirmation, appeals' },
  { name: 'Experts', description: '专家库 · opinions on methodologies' },
  { name: 'Institutions', description: '机构 · members who act for an institution' },
  { name: 'Partners', description: '合作方系统 · signed requests: an institution’s own platform or tills' },
  { name: 'Public', description: '公开 · asked by anybody, without signing in' },
] as const

export type RouteTag = (typeof ROUTE_TAGS)[number]['name']

/** Routes anybody may call on the way to becoming somebody: they belong to whom they are for. */
const PUBLIC_DOORS: readonly (readonly [prefix: string, tag: RouteTag])[] = [
  ['/v1/sessions', 'Residents'],
  ['/v1/staff/', 'Staff'],
  ['/v1/experts/', 'Experts'],
  ['/v1/mandates', 'Institutions'],
  ['/v1/tills', 'Institutions'],
]

/** The group of a route, from who may call it and, where that is anybody, from its path. */
export const routeTag = (access: Access | undefined, path: string): RouteTag => {
  switch (access) {
    case 'operator':
      return 'Operators'
    case 'partner':
      return 'Partners'
    case 'staff':
      return 'Staff'
    case 'member':
      return 'Institutions'
    case 'expert':
      return 'Experts'
    case 'resident':
    case 'visitor':
      return 'Residents'
    case 'public':
    case undefined:
      return PUBLIC_DOORS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'Public'
  }
}

/** One line on each route, by method and path as fastify knows it; a route's own `summary` goes before. */
const SUMMARIES: Readonly<Record<string, string>> = {
  'POST /v1/sessions': 'Sign in with a one-time ticket of her super-app',
  'POST /v1/sessions/refresh': 'Exchange a refresh token for a new pair',
  'DELETE /v1/sessions/current': 'Sign out',
  'GET /v1/me': 'Who is signed in, and whether she has an account',
  'POST /v1/me/account': 'Open the account',
  'POST /v1/me/closure': 'Close the account and say what becomes of what is left',
  'GET /v1/me/home': 'Balance, month and what is on its way',
  'GET /v1/me/rides': 'Rides of one month',
  'GET /v1/me/rides/:rideId': 'One ride: its sum, its way, its run',
  'POST /v1/me/rides/:rideId/appeals': 'Appeal against what became of a ride',
  'GET /v1/me/appeals': 'Her appeals and their answers',
  'GET /v1/me/scenes': 'Scenes and operators with her consent to each',
  'PUT /v1/me/consents/:sceneId/:operatorId': 'Consent to one operator in one scene',
  'DELETE /v1/me/consents/:sceneId/:operatorId': 'Take that consent back',
  'PUT /v1/me/scene-watches/:sceneId': 'Ask to be told when a scene begins to count',
  'DELETE /v1/me/scene-watches/:sceneId': 'No longer ask to be told',
  'GET /v1/me/instruments': 'Her cards, codes and bike accounts',
  'POST /v1/me/instruments': 'Link instruments by a statement of her super-app',
  'POST /v1/me/instruments/claims': 'Claim an instrument that is linked to somebody else',
  'DELETE /v1/me/instruments/:instrumentId': 'Unlink an instrument',
  'GET /v1/me/points': 'Points, what became of them and when they end',
  'GET /v1/me/points/uses': 'What her grams could become',
  'POST /v1/me/conversions': 'Convert grams into points',
  'GET /v1/me/messages': 'What she has been told',
  'PUT /v1/me/messages/:messageId/read': 'Mark a message as read',
  'POST /v1/me/city-code': 'Prove who she is with her city code',
  'POST /v1/me/guardian-codes': 'A code by which a guardian consents for a child',
  'GET /v1/me/guardianships': 'For whom she consented as guardian',
  'POST /v1/me/guardianships': 'Consent for a child as guardian',
  'DELETE /v1/me/guardianships/:guardianshipId': 'Withdraw that consent',
  'GET /v1/me/export': 'Everything held about her as one file',
  'GET /v1/me/reads': 'Who read her data, and why',
  'GET /v1/me/memberships': 'Institutions she acts for',
  'POST /v1/me/memberships': 'Join an institution by an invitation',
  'POST /v1/me/memberships/preview': 'What an invitation would make of her, before she joins',
  'POST /v1/me/memberships/:memberId/sessions': 'Begin to act for an institution',
  'GET /v1/me/vouchers': 'Her vouchers',
  'POST /v1/me/vouchers': 'Take goods for points',
  'GET /v1/me/vouchers/:voucherId': 'One voucher',
  'POST /v1/me/vouchers/:voucherId/confirmation': 'Her last word on a hold: the voucher is issued',
  'POST /v1/me/vouchers/:voucherId/refund': 'Give a voucher back for its points',
  'POST /v1/me/vouchers/:voucherId/offline-form':
    'A signed form of a low-value voucher, for tills without network',
  'POST /v1/operators/:operatorId/pushes/:pushId': 'Send a batch of rides, or send it again',
  'GET /v1/operators/:operatorId/pushes/:pushId': 'Verdicts of a batch',
  'GET /v1/operators/:operatorId/runs': 'Runs of this operator, by state',
  'POST /v1/operators/:operatorId/runs/:runId/report': 'Sign the total of a run',
  'GET /v1/operators/:operatorId/reconciliations': 'The newest reconciliations, or those of one day',
  'GET /v1/operators/:operatorId/guarantee': 'What this operator answers for after taking rides back',
  'POST /v1/operators/:operatorId/reconciliations/:reconciliationId':
    'Send the book of a day to hold against ours, or send it again',
  'GET /v1/operators/:operatorId/reconciliations/:reconciliationId': 'Both sides’ figures of a day',
  'GET /v1/operators/:operatorId/reconciliations/:reconciliationId/breaks': 'What the two books differ in',
  'GET /v1/operators/:operatorId/reconciliations/:reconciliationId/file':
    'Figures, runs and breaks as a CSV file with its digest',
  'GET /v1/operators/:operatorId/consents': 'Which of its instruments are consented, from a cursor on',
  'GET /v1/operators/:operatorId/consents/proof': 'Under what consent one of its rides was accepted',
  'GET /v1/operators/:operatorId/delete-orders': 'Ended consents whose data it has still to delete',
  'POST /v1/operators/:operatorId/delete-orders/:deleteOrderId/receipt': 'Say what was deleted, and when',
  'POST /v1/staff/challenges': 'A text to sign in with',
  'POST /v1/staff/sessions': 'Sign in with a signature over that text',
  'GET /v1/staff/runs': 'Runs by state',
  'GET /v1/staff/runs/:runId': 'One run with samples and anomalies',
  'POST /v1/staff/runs/:runId/verification': 'Verify: count the run again from its rides',
  'POST /v1/staff/runs/:runId/confirmations': 'Put one’s name to a verified run',
  'POST /v1/staff/runs/:runId/return': 'Give a run back to its operator',
  'GET /v1/staff/runs/:runId/labels': 'Rides of a run that rules of anomalies marked, with samples',
  'GET /v1/staff/anomaly-rules': 'Rules of anomalies with their versions, dry runs and signatures',
  'GET /v1/staff/anomaly-rules/:ruleId': 'One version of a rule',
  'POST /v1/staff/anomaly-rules': 'Draft a rule, or its next version',
  'POST /v1/staff/anomaly-rules/:ruleId/dry-runs': 'Try a draft over past days; no ride is marked',
  'POST /v1/staff/anomaly-rules/:ruleId/signatures':
    'Put one’s name to switching a rule on or off from a day',
  'GET /v1/staff/desk': 'What waits for whoever asks',
  'GET /v1/staff/appeals': 'Appeals that wait for an answer',
  'POST /v1/staff/appeals/:appealId/answer': 'Answer an appeal',
  'POST /v1/mandates': 'Hand in a mandate signed by an institution',
  'GET /v1/institution/members': 'Who acts for the institution',
  'POST /v1/institution/invitations': 'Invite a member',
  'DELETE /v1/institution/members/:memberId': 'Dismiss a member',
  'GET /v1/institution/shops': 'Shops of the institution',
  'POST /v1/institution/shops': 'Open a shop',
  'POST /v1/institution/shops/:shopId/closure': 'Close a shop',
  'GET /v1/institution/goods': 'Goods the institution offers or pays for',
  'POST /v1/institution/goods': 'Offer goods',
  'PUT /v1/institution/goods/:goodsId/stock': 'Set the stock of goods',
  'PUT /v1/institution/goods/:goodsId/picture': 'Show another picture of goods',
  'PUT /v1/institution/goods/:goodsId/budget': 'Set the budget of goods',
  'POST /v1/institution/goods/:goodsId/withdrawal': 'Withdraw goods',
  'GET /v1/institution/goods-consents': 'Goods of other institutions that name this one',
  'PUT /v1/institution/goods-consents/:goodsId': 'Say yes or no to goods that name this institution',
  'GET /v1/institution/partners': 'Institutions it can work with',
  'POST /v1/institution/pictures': 'Upload a picture',
  'GET /v1/institution/redemptions': 'What shops redeemed of its goods, by day and shop',
  'GET /v1/institution/today': 'What the shops one works in took today, and what that comes to',
  'GET /v1/institution/collected-points': 'Points collected and not turned back yet',
  'GET /v1/institution/turn-backs': 'What was turned back so far',
  'GET /v1/institution/statements': 'Statements of a month, day by day',
  'GET /v1/institution/statements/:statementId':
    'One statement: what is owed for a day, by whom, and whether it is paid',
  'GET /v1/institution/statements/:statementId/lines': 'Lines of a statement, page by page',
  'GET /v1/institution/statements/:statementId/file': 'A statement as a file: json, csv or xlsx',
  'POST /v1/institution/statements/:statementId/confirmation': 'The merchant says that a statement is right',
  'POST /v1/institution/statements/:statementId/dispute': 'The merchant says why a statement is not right',
  'GET /v1/institution/disputes': 'Disputes that concern goods this institution offers or pays for',
  'GET /v1/institution/disputes/:statementId/lines':
    'Lines of a disputed statement that concern this institution',
  'GET /v1/staff/statement-disputes': 'All disputes of merchants’ statements',
  'POST /v1/institution/disputes/:statementId/answer': 'Answer a merchant’s dispute',
  'GET /v1/institution/dues': 'What this sponsor owes, by merchant and due day',
  'GET /v1/institution/dues/:statementId/lines': 'What this sponsor owes for a day, line by line',
  'GET /v1/institution/dues/:statementId/file': 'What this sponsor owes for a day as CSV, XLSX or JSON',
  'GET /v1/institution/payments': 'What this sponsor wrote down as paid, the latest first',
  'POST /v1/institution/dues/:statementId/payment': 'Say that what is owed for a day was paid',
  'GET /v1/institution/turn-backs/:turnBackId/serials':
    'Every serial that came by a turning back, with its run',
  'POST /v1/institution/turn-backs':
    'Turn all collected points back into reductions; asked again with the same key it goes on',
  'POST /v1/me/vouchers/:voucherId/codes': 'A code that shows a voucher at a till for a minute',
  'POST /v1/tills': 'Open a till',
  'POST /v1/tills/:tillId/snapshots': 'What a till relies on while it has no network',
  'POST /v1/tills/:tillId/log': 'Tell what a till took without network',
  'POST /v1/tills/:tillId/redemptions': 'Redeem a voucher at a till',
  'POST /v1/tills/:tillId/redemptions/:voucherId/undo': 'Take a redemption back',
  'PUT /v1/me/vouchers/:voucherId/recipient': 'Where goods go that an outside system delivers',
  'POST /v1/partners/:institutionId/deliveries/:deliveryId/knock':
    'A far end asks us to look at a delivery now',
  'GET /v1/me/partner-orders/:code': 'What a partner asks of her, by its code',
  'POST /v1/me/partner-orders/:code/approval': 'Approve it: her points are held for the partner',
  'POST /v1/me/partner-orders/:code/decline': 'Decline it, or take the approval back before it is spent',
  'POST /v1/partners/:institutionId/orders/:orderNo': 'Ask for a resident’s points, or ask again',
  'GET /v1/partners/:institutionId/orders/:orderNo': 'Where an order stands',
  'POST /v1/partners/:institutionId/orders/:orderNo/spend': 'Take the points that are held',
  'POST /v1/partners/:institutionId/orders/:orderNo/redemption': 'Say that it was handed over: counts once',
  'POST /v1/partners/:institutionId/orders/:orderNo/refund': 'Give back what was spent or just redeemed',
  'POST /v1/partners/:institutionId/orders/:orderNo/release': 'Let go of an order before it is spent',
  'POST /v1/me/methodology-proposals': 'Draft a methodology, or the next version of one',
  'GET /v1/me/methodology-proposals': 'Methodologies she proposes',
  'GET /v1/me/methodology-proposals/:proposalId': 'One of them, what is missing and what came back',
  'PUT /v1/me/methodology-proposals/:proposalId/record':
    'Change the record of a draft or a returned proposal',
  'POST /v1/me/methodology-proposals/:proposalId/submission': 'Hand a proposal in',
  'POST /v1/me/methodology-proposals/:proposalId/withdrawal': 'Withdraw a proposal',
  'POST /v1/institution/methodology-proposals': 'Draft a methodology in the name of the institution',
  'GET /v1/institution/methodology-proposals': 'Methodologies the institution proposes',
  'GET /v1/institution/methodology-proposals/:proposalId': 'One of them, what is missing and what came back',
  'PUT /v1/institution/methodology-proposals/:proposalId/record':
    'Change the record of a draft or a returned proposal',
  'POST /v1/institution/methodology-proposals/:proposalId/submission':
    'Hand a proposal of the institution in',
  'POST /v1/institution/methodology-proposals/:proposalId/withdrawal':
    'Withdraw a proposal of the institution',
  'POST /v1/staff/methodology-proposals': 'Draft a methodology, or a revision, in the name of the centre',
  'GET /v1/staff/methodology-proposals': 'Proposals by state',
  'GET /v1/staff/methodology-proposals/:proposalId': 'One proposal with its rounds, experts and signatures',
  'PUT /v1/staff/methodology-proposals/:proposalId/record': 'Change the record of a proposal of the centre',
  'POST /v1/staff/methodology-proposals/:proposalId/submission': 'Hand a proposal of the centre in',
  'POST /v1/staff/methodology-proposals/:proposalId/check': 'Take up the formal check',
  'POST /v1/staff/methodology-proposals/:proposalId/acceptance': 'Pass the formal check and give the code',
  'POST /v1/staff/methodology-proposals/:proposalId/return': 'Send a proposal back with reasons',
  'POST /v1/staff/methodology-proposals/:proposalId/closure': 'End a proposal for good',
  'POST /v1/staff/methodology-proposals/:proposalId/seats': 'Ask an expert for her opinion',
  'POST /v1/staff/methodology-proposals/:proposalId/seats/:expertId/substitution':
    'Ask another expert of the field in her place',
  'POST /v1/staff/methodology-proposals/:proposalId/signatures':
    'Put one’s name to the publication; the second office publishes',
  'GET /v1/staff/methodologies/:code/:version/retirement': 'The end of a version and who has signed it',
  'POST /v1/staff/methodologies/:code/:version/retirement': 'Put one’s name to the end of a version',
  'GET /v1/staff/overdue-reviews':
    'Checks, opinions and reviews that are late, of methodologies, scenes and credit records',
  'GET /v1/staff/experts': 'The expert pool',
  'POST /v1/staff/experts': 'Invite an expert',
  'POST /v1/staff/experts/:expertId/dismissal': 'Let an expert go',
  'POST /v1/experts/challenges': 'A text to sign in with',
  'POST /v1/experts/sessions': 'Sign in with a signature over that text',
  'GET /v1/expert/reviews': 'Opinions she owes, each with the record',
  'POST /v1/expert/reviews/:proposalId/recusal': 'Declare that she cannot judge this one',
  'POST /v1/expert/reviews/:proposalId/opinion': 'Give a signed opinion',
  'GET /v1/staff/methodology-proposals/:proposalId/draft-run': 'Reckon a proposal over a month of past rides',
  'GET /v1/methodologies/:code/differences': 'What changed between two versions',
  'GET /v1/methodology-register': 'Methodologies with their versions and opinions',
  'POST /v1/institution/scene-applications':
    'Draft an application for a scene, for an operator itself or by its mandate',
  'GET /v1/institution/scene-applications':
    'Applications of the institution, and those for the operator it is',
  'GET /v1/institution/scene-applications/:applicationId':
    'One of them: its history, its test, its extensions',
  'PUT /v1/institution/scene-applications/:applicationId/record': 'Change what is applied with',
  'POST /v1/institution/scene-applications/:applicationId/submission': 'Hand an application in',
  'POST /v1/institution/scene-applications/:applicationId/withdrawal': 'End an application or a live scene',
  'POST /v1/institution/scene-applications/:applicationId/extensions':
    'Ask for a longer approval in the last three months',
  'GET /v1/institution/operator':
    'What came in from the operator today and in thirty days, and what waits for it',
  'GET /v1/institution/operator/refused-rows': 'Samples of rows refused for one reason',
  'GET /v1/institution/operator/runs': 'Runs whose windows are over',
  'GET /v1/institution/operator/reconciliations': 'The newest reconciliations',
  'GET /v1/institution/operator/reconciliations/:reconciliationId': 'One reconciliation: both sides’ figures',
  'GET /v1/institution/operator/reconciliations/:reconciliationId/breaks': 'Its breaks, a page at a time',
  'GET /v1/institution/operator/keys': 'The keys the operator is known by',
  'GET /v1/staff/scene-applications': 'Applications for scenes by state',
  'GET /v1/staff/scene-applications/:applicationId': 'One application with its rounds, mandate and reviews',
  'POST /v1/staff/scene-applications/:applicationId/reviews':
    'Approve until a day, or send back with reasons',
  'POST /v1/staff/scene-applications/:applicationId/extension-reviews': 'Approve or send back an extension',
  'POST /v1/staff/scene-applications/:applicationId/system-test': 'Begin the system test',
  'POST /v1/staff/scene-applications/:applicationId/connection':
    'End a passed test and begin the data connection',
  'POST /v1/staff/scene-applications/:applicationId/opening': 'Let a connected scene go live',
  'POST /v1/staff/scene-applications/:applicationId/suspension': 'Stop a live scene; the words are public',
  'POST /v1/staff/scene-applications/:applicationId/resumption':
    'Let a suspended scene go on; the words are public',
  'GET /v1/staff/search': 'What an id or number leads to; each search is logged',
  'GET /v1/staff/suspensions': 'What supervision has stopped, or had stopped',
  'GET /v1/staff/suspension-subjects': 'Who or what an id is of, read before it is stopped; the look is kept',
  'POST /v1/staff/suspensions': 'Stop an account, an operator’s intake or an institution',
  'POST /v1/staff/suspensions/:suspensionId/resumption': 'Let it go on; another person than who stopped it',
  'GET /v1/staff/quality-reports/:month': 'How good the data of each operator and scene was in a month',
  'GET /v1/staff/quality-reports/:month/file': 'The same as CSV',
  'GET /v1/staff/actions': 'The log of actions, with each entry’s digest',
  'GET /v1/staff/action-chain': 'A stretch of that log walked anew',
  'GET /v1/staff/fraud-reports': 'Reports of suspected fraud, without their words',
  'GET /v1/staff/fraud-reports/:reportId': 'One report with its words; each look is logged',
  'POST /v1/staff/fraud-reports/:reportId/look': 'Begin to look into a report',
  'POST /v1/staff/fraud-reports/:reportId/answer': 'Answer a report',
  'POST /v1/fraud-reports': 'Report suspected fraud; answers with a number to follow it by',
  'POST /v1/fraud-reports/progress': 'Where the report of a number stands',
  ...GROUP_SUMMARIES,
  ...PROJECT_SUMMARIES,
  'GET /v1/goods': 'Goods that can be had for points',
  'GET /v1/goods/:goodsId': 'One of the goods',
  'GET /v1/pictures/:digest': 'A picture of goods',
  'GET /v1/scenes': 'Scenes of the city and who reports them',
  'GET /v1/scenes/:sceneId': 'One scene with every approval, its periods and its history',
  'GET /v1/methodologies': 'Methodologies in force',
  'GET /v1/methodologies/:code/:version': 'One version of a methodology, whole',
  'GET /v1/notice': 'The notice people agree to',
  'GET /v1/scheme/totals': 'Totals of the scheme',
}

export const routeSummary = (method: string, path: string): string | undefined =>
  SUMMARIES[`${method} ${path}`]

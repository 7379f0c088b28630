import { type Access } from './principal'

/** The groups of the readable API page, by who calls, in the order they stand there. */
export const ROUTE_TAGS = [
  { name: 'Residents', description: '居民端 · the module in the phone' },
  { name: 'Operators', description: '运营单位 · signed requests: rides and the day’s total' },
  { name: 'Staff', description: '审核台 · verification, confirmation, appeals' },
  { name: 'Institutions', description: '机构 · members who act for an institution' },
  { name: 'Public', description: '公开 · asked by anybody, without signing in' },
] as const

export type RouteTag = (typeof ROUTE_TAGS)[number]['name']

/** Routes anybody may call on the way to becoming somebody: they belong to whom they are for. */
const PUBLIC_DOORS: readonly (readonly [prefix: string, tag: RouteTag])[] = [
  ['/v1/sessions', 'Residents'],
  ['/v1/staff/', 'Staff'],
  ['/v1/mandates', 'Institutions'],
  ['/v1/tills', 'Institutions'],
]

/** The group of a route, from who may call it and, where that is anybody, from its path. */
export const routeTag = (access: Access | undefined, path: string): RouteTag => {
  switch (access) {
    case 'operator':
      return 'Operators'
    case 'staff':
      return 'Staff'
    case 'member':
      return 'Institutions'
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
  'POST /v1/staff/challenges': 'A text to sign in with',
  'POST /v1/staff/sessions': 'Sign in with a signature over that text',
  'GET /v1/staff/runs': 'Runs by state',
  'GET /v1/staff/runs/:runId': 'One run with samples and anomalies',
  'POST /v1/staff/runs/:runId/verification': 'Verify: count the run again from its rides',
  'POST /v1/staff/runs/:runId/confirmations': 'Put one’s name to a verified run',
  'POST /v1/staff/runs/:runId/return': 'Give a run back to its operator',
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
  'PUT /v1/institution/goods/:goodsId/budget': 'Set the budget of goods',
  'POST /v1/institution/goods/:goodsId/withdrawal': 'Withdraw goods',
  'GET /v1/institution/partners': 'Institutions it can work with',
  'POST /v1/institution/pictures': 'Upload a picture',
  'POST /v1/institution/turn-backs': 'Turn collected points back into reductions',
  'POST /v1/me/vouchers/:voucherId/codes': 'A code that shows a voucher at a till for a minute',
  'POST /v1/tills': 'Open a till',
  'POST /v1/tills/:tillId/snapshots': 'What a till relies on while it has no network',
  'POST /v1/tills/:tillId/log': 'Tell what a till took without network',
  'GET /v1/tills/:tillId/redemptions': 'What a till has redeemed',
  'POST /v1/tills/:tillId/redemptions': 'Redeem a voucher at a till',
  'POST /v1/tills/:tillId/redemptions/:voucherId/undo': 'Take a redemption back',
  'GET /v1/goods': 'Goods that can be had for points',
  'GET /v1/goods/:goodsId': 'One of the goods',
  'GET /v1/pictures/:digest': 'A picture of goods',
  'GET /v1/scenes': 'Scenes of the city and who reports them',
  'GET /v1/methodologies': 'Methodologies in force',
  'GET /v1/methodologies/:code/:version': 'One version of a methodology, whole',
  'GET /v1/notice': 'The notice people agree to',
  'GET /v1/scheme/totals': 'Totals of the scheme',
}

export const routeSummary = (method: string, path: string): string | undefined =>
  SUMMARIES[`${method} ${path}`]

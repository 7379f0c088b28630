import { randomUUID } from 'node:crypto'

import { ask, mei, phoneCard, type ResidentWorld } from '#test/harness/resident-world'

import { anomalySamples } from './anomaly-samples'
import { groupSamples } from './group-samples'
import { creditSamples } from './credit-samples'
import { projectSamples } from './project-samples'
import { proposalSamples } from './proposal-samples'
import { sceneSamples } from './scene-samples'
import { supervisionSamples } from './supervision-samples'

/** One way to call a route with ids and secrets that are Mei's. A route without a sample fails the walk. */
export interface Sample {
  readonly path: string
  readonly body?: object | string
}

export const MEIS_CARD = phoneCard('3104990000018812')
/** An order she approved at the till of a chain. */
export const MEIS_ORDER_NO = 'order-of-mei'
export const MEIS_PUSH_ID = 'push-of-mei'
export const BOOK_ID = 'book-of-the-day'

/** Every route with Mei's ids, tokens and codes in it. */
export const samplesOf = async (
  world: ResidentWorld,
  hers: Readonly<Record<string, string>>,
): Promise<Record<string, Sample>> => {
  const issuedAt = world.clock.now()
  const statement = () => world.suishenban.statementFor(mei, [MEIS_CARD], { issuedAt })
  const { version } = (await ask(`${world.platform.url}/v1/notice`)).body
  const {
    rideId,
    runId,
    instrumentId,
    appealId,
    messageId,
    guardianCode,
    guardianshipId,
    memberId,
    shopId,
    goodsId,
    voucherId,
    tillId,
    proposalId,
    applicationId,
    institutionId,
    approvalCode,
    statementId,
  } = hers
  const operator = '/v1/operators/sptcc'
  return {
    'GET /v1/scheme/totals': { path: '/v1/scheme/totals' },
    'GET /v1/notice': { path: '/v1/notice' },
    'GET /v1/scenes': { path: '/v1/scenes' },
    'GET /v1/scenes/{sceneId}': { path: '/v1/scenes/ferry' },
    'GET /v1/methodologies': { path: '/v1/methodologies' },
    'GET /v1/methodologies/{code}/{version}': { path: '/v1/methodologies/SHCER02020022024II/1' },
    'POST /v1/sessions': {
      path: '/v1/sessions',
      body: { hostId: 'suishenban', ticket: 'a-ticket-that-is-none' },
    },
    'POST /v1/sessions/refresh': {
      path: '/v1/sessions/refresh',
      body: { refreshToken: 'a-refresh-token-that-is-none' },
    },
    'DELETE /v1/sessions/current': { path: '/v1/sessions/current' },
    'GET /v1/me': { path: '/v1/me' },
    'POST /v1/me/account': { path: '/v1/me/account', body: { noticeVersion: version } },
    'POST /v1/me/guardian-codes': { path: '/v1/me/guardian-codes' },
    'POST /v1/me/guardianships': { path: '/v1/me/guardianships', body: { code: guardianCode } },
    'GET /v1/me/guardianships': { path: '/v1/me/guardianships' },
    'DELETE /v1/me/guardianships/{guardianshipId}': { path: `/v1/me/guardianships/${guardianshipId}` },
    'POST /v1/me/city-code': { path: '/v1/me/city-code', body: { token: world.suishenban.cityCodeFor(mei) } },
    'POST /v1/me/closure': { path: '/v1/me/closure', body: { disposal: 'publicPool' } },
    'GET /v1/me/export': { path: '/v1/me/export' },
    'GET /v1/me/reads': { path: '/v1/me/reads' },
    'GET /v1/me/scenes': { path: '/v1/me/scenes' },
    'PUT /v1/me/consents/{sceneId}/{operatorId}': { path: '/v1/me/consents/metro/sptcc' },
    'DELETE /v1/me/consents/{sceneId}/{operatorId}': { path: '/v1/me/consents/metro/sptcc' },
    'PUT /v1/me/scene-watches/{sceneId}': { path: '/v1/me/scene-watches/ferry' },
    'DELETE /v1/me/scene-watches/{sceneId}': { path: '/v1/me/scene-watches/ferry' },
    'GET /v1/me/instruments': { path: '/v1/me/instruments' },
    'POST /v1/me/instruments': { path: '/v1/me/instruments', body: { statement: await statement() } },
    'POST /v1/me/instruments/claims': {
      path: '/v1/me/instruments/claims',
      body: { statement: await statement() },
    },
    'DELETE /v1/me/instruments/{instrumentId}': { path: `/v1/me/instruments/${instrumentId}` },
    'GET /v1/me/home': { path: '/v1/me/home' },
    'GET /v1/me/rides': { path: '/v1/me/rides?month=2026-05' },
    'GET /v1/me/rides/{rideId}': { path: `/v1/me/rides/${rideId}` },
    'POST /v1/me/rides/{rideId}/appeals': {
      path: `/v1/me/rides/${rideId}/appeals`,
      body: { reason: 'notMine', text: '' },
    },
    'GET /v1/me/messages': { path: '/v1/me/messages' },
    'PUT /v1/me/messages/{messageId}/read': { path: `/v1/me/messages/${messageId}/read` },
    'GET /v1/me/appeals': { path: '/v1/me/appeals' },
    'GET /v1/me/points': { path: '/v1/me/points' },
    'GET /v1/me/points/uses': { path: '/v1/me/points/uses?grams=1000' },
    'POST /v1/me/conversions': { path: '/v1/me/conversions', body: { grams: 1 } },
    'POST /v1/operators/{operatorId}/pushes/{pushId}': {
      path: `${operator}/pushes/${MEIS_PUSH_ID}`,
      body: '{}\n',
    },
    'GET /v1/operators/{operatorId}/pushes/{pushId}': { path: `${operator}/pushes/${MEIS_PUSH_ID}` },
    'GET /v1/operators/{operatorId}/runs': { path: `${operator}/runs` },
    'POST /v1/operators/{operatorId}/runs/{runId}/report': {
      path: `${operator}/runs/${runId}/report`,
      body: JSON.stringify({ rides: 9, reductionMilligrams: '9' }),
    },
    'GET /v1/operators/{operatorId}/reconciliations': { path: `${operator}/reconciliations` },
    'GET /v1/operators/{operatorId}/guarantee': { path: `${operator}/guarantee` },
    'POST /v1/operators/{operatorId}/reconciliations/{reconciliationId}': {
      path: `${operator}/reconciliations/${BOOK_ID}?operatorDay=2026-05-03`,
      body: '{}\n',
    },
    ...Object.fromEntries(
      ['', '/breaks', '/file'].map((part) => [
        `GET /v1/operators/{operatorId}/reconciliations/{reconciliationId}${part}`,
        { path: `${operator}/reconciliations/${BOOK_ID}${part}` },
      ]),
    ),
    'GET /v1/operators/{operatorId}/consents': { path: `${operator}/consents` },
    'GET /v1/operators/{operatorId}/consents/proof': {
      path: `${operator}/consents/proof?operatorDay=2026-05-03&rideNo=R1`,
    },
    'GET /v1/operators/{operatorId}/delete-orders': { path: `${operator}/delete-orders` },
    'POST /v1/operators/{operatorId}/delete-orders/{deleteOrderId}/receipt': {
      path: `${operator}/delete-orders/${'dlo_' + '0'.repeat(26)}/receipt`,
      body: JSON.stringify({ deletedRecords: 0, deletedAt: '2026-05-04T09:00:00+08:00' }),
    },
    'POST /v1/partners/{institutionId}/orders/{orderNo}': {
      path: `/v1/partners/${institutionId}/orders/${MEIS_ORDER_NO}`,
      body: { goodsId, shopId },
    },
    'GET /v1/partners/{institutionId}/orders/{orderNo}': {
      path: `/v1/partners/${institutionId}/orders/${MEIS_ORDER_NO}`,
    },
    ...Object.fromEntries(
      ['spend', 'redemption', 'refund', 'release'].map((step) => [
        `POST /v1/partners/{institutionId}/orders/{orderNo}/${step}`,
        { path: `/v1/partners/${institutionId}/orders/${MEIS_ORDER_NO}/${step}` },
      ]),
    ),
    'PUT /v1/me/vouchers/{voucherId}/recipient': {
      path: `/v1/me/vouchers/${voucherId}/recipient`,
      body: { recipient: 'wallet-of-somebody' },
    },
    'POST /v1/partners/{institutionId}/deliveries/{deliveryId}/knock': {
      path: `/v1/partners/${institutionId}/deliveries/${voucherId}/knock`,
    },
    'GET /v1/me/partner-orders/{code}': { path: `/v1/me/partner-orders/${approvalCode}` },
    'POST /v1/me/partner-orders/{code}/approval': { path: `/v1/me/partner-orders/${approvalCode}/approval` },
    'POST /v1/me/partner-orders/{code}/decline': { path: `/v1/me/partner-orders/${approvalCode}/decline` },
    'GET /v1/goods': { path: '/v1/goods' },
    'GET /v1/goods/{goodsId}': { path: `/v1/goods/${goodsId}` },
    'GET /v1/pictures/{digest}': { path: `/v1/pictures/${'ab'.repeat(32)}` },
    'GET /v1/me/vouchers': { path: '/v1/me/vouchers' },
    'POST /v1/me/vouchers': { path: '/v1/me/vouchers', body: { goodsId, step: 'hold' } },
    'GET /v1/me/vouchers/{voucherId}': { path: `/v1/me/vouchers/${voucherId}` },
    'POST /v1/me/vouchers/{voucherId}/confirmation': { path: `/v1/me/vouchers/${voucherId}/confirmation` },
    'POST /v1/me/vouchers/{voucherId}/refund': { path: `/v1/me/vouchers/${voucherId}/refund` },
    'POST /v1/me/vouchers/{voucherId}/codes': {
      path: `/v1/me/vouchers/${voucherId}/codes`,
      body: { reason: 'shown' },
    },
    'POST /v1/me/vouchers/{voucherId}/offline-form': { path: `/v1/me/vouchers/${voucherId}/offline-form` },
    'POST /v1/tills/{tillId}/snapshots': { path: `/v1/tills/${tillId}/snapshots` },
    'POST /v1/tills/{tillId}/log': {
      path: `/v1/tills/${tillId}/log`,
      body: {
        entries: [
          {
            ...{ sequence: 1, previousDigest: '00'.repeat(32), form: 'A', signature: 'A'.repeat(86) },
            ...{ snapshotAt: '2026-05-04T09:00:00Z', occurredAt: '2026-05-04T09:00:00Z' },
          },
        ],
      },
    },
    'POST /v1/tills': { path: '/v1/tills', body: { shopId, publicKey: 'A'.repeat(43) } },
    'GET /v1/institution/today': { path: `/v1/institution/today?shopId=${shopId}` },
    'POST /v1/tills/{tillId}/redemptions': { path: `/v1/tills/${tillId}/redemptions`, body: { code: '1' } },
    'POST /v1/tills/{tillId}/redemptions/{voucherId}/undo': {
      path: `/v1/tills/${tillId}/redemptions/${voucherId}/undo`,
    },
    'GET /v1/institution/redemptions': {
      path: '/v1/institution/redemptions?as=mallOperator&from=2026-05-01&to=2026-05-31',
    },
    ...Object.fromEntries(
      ['', '/refused-rows', '/runs', '/keys', '/reconciliations'].map((part): [string, Sample] => [
        `GET /v1/institution/operator${part}`,
        { path: `/v1/institution/operator${part}${part === '/refused-rows' ? '?code=row.time-order' : ''}` },
      ]),
    ),
    ...Object.fromEntries(
      ['', '/breaks'].map((part): [string, Sample] => [
        `GET /v1/institution/operator/reconciliations/{reconciliationId}${part}`,
        { path: `/v1/institution/operator/reconciliations/${BOOK_ID}${part}` },
      ]),
    ),
    'GET /v1/institution/collected-points': { path: '/v1/institution/collected-points' },
    'GET /v1/institution/turn-backs/{turnBackId}/serials': {
      path: `/v1/institution/turn-backs/${'tbk_' + '0'.repeat(26)}/serials`,
    },
    'GET /v1/institution/turn-backs': { path: '/v1/institution/turn-backs' },
    'GET /v1/institution/statements': { path: '/v1/institution/statements?month=2026-05' },
    'GET /v1/institution/statements/{statementId}': { path: `/v1/institution/statements/${statementId}` },
    'GET /v1/institution/statements/{statementId}/lines': {
      path: `/v1/institution/statements/${statementId}/lines`,
    },
    'GET /v1/institution/statements/{statementId}/file': {
      path: `/v1/institution/statements/${statementId}/file?format=csv`,
    },
    'POST /v1/institution/statements/{statementId}/confirmation': {
      path: `/v1/institution/statements/${statementId}/confirmation`,
    },
    'POST /v1/institution/statements/{statementId}/dispute': {
      path: `/v1/institution/statements/${statementId}/dispute`,
      body: { reason: '少了一笔' },
    },
    'GET /v1/institution/disputes': { path: '/v1/institution/disputes' },
    'GET /v1/institution/disputes/{statementId}/lines': {
      path: `/v1/institution/disputes/${statementId}/lines`,
    },
    'POST /v1/institution/disputes/{statementId}/answer': {
      path: `/v1/institution/disputes/${statementId}/answer`,
      body: { answer: '已核对' },
    },
    'GET /v1/institution/dues': { path: '/v1/institution/dues' },
    'GET /v1/institution/dues/{statementId}/lines': { path: `/v1/institution/dues/${statementId}/lines` },
    'GET /v1/institution/dues/{statementId}/file': {
      path: `/v1/institution/dues/${statementId}/file?format=csv`,
    },
    'GET /v1/institution/payments': { path: '/v1/institution/payments' },
    'POST /v1/institution/dues/{statementId}/payment': {
      path: `/v1/institution/dues/${statementId}/payment`,
      body: { reference: '转账 1', fen: 0 },
    },
    'POST /v1/institution/turn-backs': { path: '/v1/institution/turn-backs' },
    'GET /v1/institution/goods': { path: '/v1/institution/goods' },
    'GET /v1/institution/goods-consents': { path: '/v1/institution/goods-consents' },
    'PUT /v1/institution/goods-consents/{goodsId}': {
      path: `/v1/institution/goods-consents/${goodsId}`,
      body: { isAgreed: false },
    },
    'GET /v1/institution/partners': { path: '/v1/institution/partners' },
    'POST /v1/institution/goods': { path: '/v1/institution/goods', body: {} },
    'POST /v1/institution/pictures': { path: '/v1/institution/pictures', body: {} },
    'PUT /v1/institution/goods/{goodsId}/stock': {
      path: `/v1/institution/goods/${goodsId}/stock`,
      body: { stockTotal: 0 },
    },
    'PUT /v1/institution/goods/{goodsId}/picture': {
      path: `/v1/institution/goods/${goodsId}/picture`,
      body: { pictureDigest: 'ab'.repeat(32) },
    },
    'PUT /v1/institution/goods/{goodsId}/budget': {
      path: `/v1/institution/goods/${goodsId}/budget`,
      body: { budgetFen: 0 },
    },
    'POST /v1/institution/goods/{goodsId}/withdrawal': {
      path: `/v1/institution/goods/${goodsId}/withdrawal`,
    },
    ...proposalSamples(proposalId ?? ''),
    ...sceneSamples(applicationId ?? ''),
    ...supervisionSamples(runId ?? ''),
    ...anomalySamples(runId ?? ''),
    ...groupSamples({
      groupId: hers['groupId'] ?? '',
      groupCode: hers['groupCode'] ?? '',
      guardianshipId: guardianshipId ?? '',
    }),
    ...creditSamples({
      statementId: hers['creditStatementId'] ?? '',
      correctionId: hers['correctionId'] ?? '',
      code: '000000000000',
    }),
    ...projectSamples({
      projectId: hers['projectId'] ?? '',
      entrustmentId: hers['entrustmentId'] ?? '',
      institutionId: institutionId ?? '',
    }),
    'POST /v1/mandates': { path: '/v1/mandates', body: { mandate: 'a'.repeat(60) } },
    'GET /v1/me/memberships': { path: '/v1/me/memberships' },
    'POST /v1/me/memberships': { path: '/v1/me/memberships', body: { code: 'A'.repeat(22) } },
    'POST /v1/me/memberships/preview': {
      path: '/v1/me/memberships/preview',
      body: { code: 'A'.repeat(22) },
    },
    'POST /v1/me/memberships/{memberId}/sessions': { path: `/v1/me/memberships/${memberId}/sessions` },
    'GET /v1/institution/members': { path: '/v1/institution/members' },
    'DELETE /v1/institution/members/{memberId}': { path: `/v1/institution/members/${memberId}` },
    'POST /v1/institution/invitations': {
      path: '/v1/institution/invitations',
      body: { role: 'cashier', displayName: '混进来的', shopIds: [shopId] },
    },
    'GET /v1/institution/shops': { path: '/v1/institution/shops' },
    'POST /v1/institution/shops': {
      path: '/v1/institution/shops',
      body: { name: { zh: '店', en: 'Shop' }, address: '某路 1 号' },
    },
    'POST /v1/institution/shops/{shopId}/closure': { path: `/v1/institution/shops/${shopId}/closure` },
    'POST /v1/staff/challenges': { path: '/v1/staff/challenges', body: { staffId: 'staff-centre' } },
    'POST /v1/staff/sessions': {
      path: '/v1/staff/sessions',
      body: { challengeId: randomUUID(), signature: 'A'.repeat(86) },
    },
    'GET /v1/staff/runs': { path: '/v1/staff/runs' },
    'GET /v1/staff/runs/{runId}': { path: `/v1/staff/runs/${runId}` },
    'POST /v1/staff/runs/{runId}/verification': { path: `/v1/staff/runs/${runId}/verification` },
    'POST /v1/staff/runs/{runId}/confirmations': { path: `/v1/staff/runs/${runId}/confirmations` },
    'POST /v1/staff/runs/{runId}/return': {
      path: `/v1/staff/runs/${runId}/return`,
      body: { reason: '请核对' },
    },
    'GET /v1/staff/statement-disputes': { path: '/v1/staff/statement-disputes' },
    'GET /v1/staff/desk': { path: '/v1/staff/desk' },
    'GET /v1/staff/appeals': { path: '/v1/staff/appeals' },
    'POST /v1/staff/appeals/{appealId}/answer': {
      path: `/v1/staff/appeals/${appealId}/answer`,
      body: { outcome: 'dismissed', answer: '已核对' },
    },
  }
}

/** The operator she consented to is told the number of its own card, and nothing else of hers. */
export const OPERATORS_REACH: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/operators/{operatorId}/consents': ['cardNumber'],
}

/** Samples and appeals are staff's work: a ride's id and an appeal's words reach those whose desk they are on, nothing else does. */
export const REACH: Readonly<Record<string, readonly string[]>> = {
  // Whoever answers a request for correction reads it; each look is listed for its resident.
  'GET /v1/staff/credit-corrections': ['correctionId', 'correctionText'],
  'POST /v1/staff/credit-corrections/{correctionId}/grants': ['correctionId', 'correctionText'],
  'POST /v1/staff/credit-corrections/{correctionId}/refusal': ['correctionId', 'correctionText'],
  'GET /v1/staff/runs/{runId}': ['rideId'],
  'POST /v1/staff/runs/{runId}/verification': ['rideId'],
  'POST /v1/staff/runs/{runId}/confirmations': ['rideId'],
  'POST /v1/staff/runs/{runId}/return': ['rideId'],
  // Whoever answers an objection sees the ride it is about; each look is listed for its resident.
  'GET /v1/staff/appeals': ['rideId', 'appealId', 'appealText', 'station'],
  'POST /v1/staff/appeals/{appealId}/answer': ['rideId', 'appealId', 'appealText', 'station'],
  // What staff did is said with the id of what they did it to.
  'GET /v1/staff/actions': [
    'appealId',
    'projectId',
    'proposalId',
    'applicationId',
    'entrustmentId',
    'correctionId',
  ],
}

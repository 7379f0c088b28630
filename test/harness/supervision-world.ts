import { randomUUID } from 'node:crypto'

import { encodeId } from '#domain/id'

import { ask, startResidentWorld, type Answer, type ResidentWorld } from './resident-world'
import { employ, type Caller } from './review-world'

/** The service with one person each of centre, exchange and bureau at the desk of supervision. */
export interface SupervisionWorld extends ResidentWorld {
  readonly centre: Caller
  readonly exchange: Caller
  readonly bureau: Caller
}

export const startSupervisionWorld = async (start?: string): Promise<SupervisionWorld> => {
  const world = await startResidentWorld(start)
  const centre = await employ(world, 'centre-lin', 'centre')
  const exchange = await employ(world, 'exchange-li', 'exchange')
  const bureau = await employ(world, 'bureau-wu', 'bureau')
  return { ...world, centre, exchange, bureau }
}

export const SUSPENSIONS = '/v1/staff/suspensions'

type Subject =
  { readonly accountId: string } | { readonly operatorId: string } | { readonly institutionId: string }

/** Stops an account (its uuid), an operator or an institution (its wire id). */
export const stop = (by: Caller, subject: Subject, until: string | null = null): Promise<Answer> => {
  const named =
    'accountId' in subject
      ? { kind: 'account', accountId: encodeId('acc', subject.accountId) }
      : { kind: 'operatorId' in subject ? 'operator' : 'institution', ...subject }
  return by.send('POST', SUSPENSIONS, { subject: named, reasons: '同一时间在两处乘车，正在核实', until })
}

export const letGo = (by: Caller, suspensionId: string): Promise<Answer> =>
  by.send('POST', `${SUSPENSIONS}/${suspensionId}/resumption`, { reasons: '已核实，没有问题' })

/** Anybody's report of fraud. */
export const report = (
  { platform }: Pick<ResidentWorld, 'platform'>,
  change: object = {},
  key: string = randomUUID(),
): Promise<Answer> =>
  ask(`${platform.url}/v1/fraud-reports`, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: { about: 'rides', words: '有人同时用三张卡刷同一个闸机', contact: null, ...change },
  })

/** Where the report of a number stands. */
export const follow = ({ platform }: Pick<ResidentWorld, 'platform'>, number: string): Promise<Answer> =>
  ask(`${platform.url}/v1/fraud-reports/progress`, { method: 'POST', body: { number } })

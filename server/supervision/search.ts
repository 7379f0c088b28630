import {
  refuse,
  type Refusal,
  type SearchHit,
  type SearchHitList,
  type SearchKind,
  type SearchReason,
} from '#contract'
import { decodeId } from '#domain/id'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
} from '#server/platform/index'
import { recordReads } from '#server/staff/index'

import { findAccount } from './find-account'
import { findProject, findVoucher } from './find-by-id'
import { findPushes } from './find-pushes'
import { findRuns } from './find-runs'
import { findSerials, readSerials } from './find-serials'

export interface SearchAsked {
  readonly kind: SearchKind
  readonly value: string
  /** Whose salt an account key is of: no key leads from one run to another. */
  readonly runId?: string
  readonly why: SearchReason
  readonly requestId: string
}

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * What staff look for by the id or number in their hand, and what each hit leads to. Never a name, a card or a place. Every search is
 * written into the log of actions – who, for what, what was found – and an account that was found is told. Refuses request.invalid for a
 * value that is no such thing.
 */
export const search = async (
  deps: Parts,
  staff: StaffPrincipal,
  asked: SearchAsked,
): Promise<SearchHitList | Refusal> => {
  const items = await find(deps, asked)
  if ('refused' in items) return items
  const now = deps.clock.now()
  await inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const accounts = items.flatMap((hit) => (hit.kind === 'account' ? [decodeId('acc', hit.accountId)!] : []))
    await recordReads(transaction, { accountIds: accounts, reader: staff, purpose: PURPOSES[asked.why], now })
    // What was typed is not kept: it may be anything. What it led to is.
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: 'supervision.searched',
      subject: items.length === 0 ? 'nothing' : idOf(items[0]!),
      detail: { kind: asked.kind, why: asked.why, hits: items.length },
      requestId: asked.requestId,
    })
  })
  return { items: [...items] }
}

const find = async ({ sql }: Parts, asked: SearchAsked): Promise<readonly SearchHit[] | Refusal> => {
  const value = asked.value.trim()
  switch (asked.kind) {
    case 'push':
      return PUSH_ID.test(value) ? findPushes(sql, value) : WRONG
    case 'run':
      return byId('run', value, (id) => findRuns(sql, [id]))
    case 'account': {
      const runId = decodeId('run', asked.runId ?? '')
      if (runId === undefined) return refuse('request.invalid', '/query/run')
      return ACCOUNT_KEY.test(value) ? findAccount(sql, { runId, accountKey: value }) : WRONG
    }
    case 'project':
      return byId('prj', value, (id) => findProject(sql, id))
    case 'serial': {
      const serials = readSerials(value)
      return serials === undefined ? WRONG : findSerials(sql, serials)
    }
    case 'voucher':
      return byId('vch', value, (id) => findVoucher(sql, id))
  }
}

const WRONG: Refusal = refuse('request.invalid', '/query/value')
const PUSH_ID = /^[\w.-]{1,64}$/
const ACCOUNT_KEY = /^[0-9a-f]{32}$/

const byId = async (
  prefix: 'run' | 'prj' | 'vch',
  value: string,
  hits: (uuid: string) => Promise<readonly SearchHit[]>,
): Promise<readonly SearchHit[] | Refusal> => {
  const uuid = decodeId(prefix, value)
  return uuid === undefined ? WRONG : hits(uuid)
}

/** Of several hits, which are of one number, the first stands for all. */
const idOf = (hit: SearchHit): string => {
  switch (hit.kind) {
    case 'push':
      return `${hit.operatorId}/${hit.pushId}`
    case 'run':
      return hit.run.runId
    case 'account':
      return hit.accountId
    case 'project':
      return hit.projectId
    case 'serial':
      return `${hit.serials.from}-${hit.serials.to}`
    case 'voucher':
      return hit.voucherId
  }
}

const PURPOSES: Readonly<Record<SearchReason, { zh: string; en: string }>> = {
  appeal: { zh: '核对异议', en: 'Checking an objection' },
  fraudReport: { zh: '核实举报', en: 'Looking into a report of fraud' },
  dataQuality: { zh: '核对数据质量', en: 'Checking the quality of data' },
  inspection: { zh: '日常监督检查', en: 'Regular inspection' },
  residentAsked: { zh: '应本人请求查询', en: 'At your own request' },
}

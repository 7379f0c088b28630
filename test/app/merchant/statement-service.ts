import type { IncomingMessage } from 'node:http'
import type { Membership, Statement, StatementLine, StatementSummary } from '#contract'
import { id, problem } from '../institution/mall-service'
import { membershipOf, startMemberService, type MemberService, type Reply } from '../member/member-service'

export const NOW = new Date('2026-11-23T09:30:00+08:00')

export const CAFE = membershipOf(1, {
  institution: { zh: '梧桐咖啡', en: 'Wutong' },
  isMallOperator: false,
  isMerchant: true,
})

/** A day of the café: two lattes taken, one of them taken back, one paid after a clash. */
export const dayOf = (n: number, changes: Partial<Statement> = {}): Statement => ({
  statementId: id('stm', n),
  latestId: id('stm', n),
  ...{ day: `2026-11-${String(n).padStart(2, '0')}`, version: 1, state: 'made', lines: 4, payableFen: 3600 },
  ...{ paidFen: 0, dueOn: '2026-12-02', isPaid: false, madeAt: '2026-11-23T00:40:00+08:00' },
  ...{ addedLines: 4, addedFen: 3600, digest: 'ab'.repeat(32) },
  merchant: CAFE.institution,
  counts: { redemptions: 2, reversals: 1, losses: 1 },
  shares: [
    {
      ...{ sponsorId: id('org', 8), sponsor: { zh: '绿色基金会', en: 'Green Foundation' } },
      ...{ lines: 4, fen: 3600, paidFen: 0, payment: null },
    },
  ],
  shops: [{ shopId: id('shp', 1), name: { zh: '五原路店', en: 'Wuyuan Road' }, lines: 4, fen: 3600 }],
  acts: [],
  ...changes,
})

const LINES = 250
const lineOf = (line: number): StatementLine => ({
  ...{
    line,
    version: 1,
    kind: line === 2 ? 'reversal' : line === 3 ? 'loss' : 'redemption',
    channel: 'code',
  },
  ...{ recordedAt: '2026-11-22T12:05:00+08:00', takenAt: null, voucherNo: `******${1000 + line}` },
  ...{ shopId: id('shp', 1), shop: { zh: '五原路店', en: 'Wuyuan Road' } },
  ...{ goods: { zh: '一杯拿铁', en: 'A latte' }, fen: line === 2 ? -1800 : 1800 },
  ...{ sponsorId: id('org', 8), sponsor: { zh: '绿色基金会', en: 'Green Foundation' } },
})

/** Its files, byte by byte; no text is in the workbook's. */
export const FILES = {
  csv: Buffer.from('\uFEFF序号 line\r\n'),
  json: Buffer.from('{"lines":[]}\n'),
  xlsx: Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0xfe, 0x80]),
} as const

export interface StatementService extends MemberService {
  readonly days: Statement[]
  /** Every path that was asked for, oldest first. */
  readonly asked: string[]
}

/** A small service on loopback that keeps the rules of what is said to statements. */
export async function startStatementService(
  days: Statement[],
  memberships: Membership[] = [CAFE],
): Promise<StatementService> {
  const asked: string[] = []
  const service = await startMemberService(memberships, (request, _member, body) => {
    asked.push(`${request.method} ${request.url}`)
    return reply(days, request, body)
  })
  return { ...service, days, asked }
}

function reply(days: Statement[], { method, url = '' }: IncomingMessage, body: string): Reply {
  const [path = '', query = ''] = url.replace('/v1/institution/statements', '').split('?')
  if (path === '') {
    const month = new URLSearchParams(query).get('month') ?? ''
    return [200, { items: days.filter(({ day }) => day.startsWith(month)) satisfies StatementSummary[] }]
  }
  const index = days.findIndex(({ statementId }) => path.includes(statementId))
  const statement = days[index]
  if (!statement) return problem(404, 'request.not-found')
  if (path.endsWith('/lines')) return [200, pageAfter(Number(new URLSearchParams(query).get('after')))]
  if (path.endsWith('/file'))
    return [200, FILES[new URLSearchParams(query).get('format') as keyof typeof FILES]]
  if (method === 'GET') return [200, statement]
  if (statement.state === 'superseded') return problem(409, 'statement.superseded')
  const act = path.endsWith('/dispute') ? 'disputed' : 'confirmed'
  const text = act === 'disputed' ? (JSON.parse(body) as { reason: string }).reason : null
  const said = { act, institution: CAFE.institution, text, actedAt: NOW.toISOString() } as const
  days[index] = { ...statement, state: act, acts: [...statement.acts, said] }
  return [200, days[index]]
}

const pageAfter = (after: number) => {
  const items = Array.from({ length: Math.min(100, LINES - after) }, (_, place) => lineOf(after + place + 1))
  return { items, next: after + items.length < LINES ? after + items.length : null }
}

import { createPublicKey, randomUUID, verify } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  DeskWaiting,
  FoundSubject,
  Problem,
  RunDetail,
  RunState,
  StaffAppeal,
  StaffRole,
  StatementDispute,
  Suspension,
} from '#contract'
import { REFUSALS, type RefusalCode } from '../../../contract/refusal'
import { APPEAL, id, RUN_ID, runIn } from './figures'
import { answer, startService, type Service } from '../api/service'

export const CHALLENGE_SECONDS = 120

interface Member {
  readonly staffId: string
  readonly name: string
  readonly role: StaffRole
  /** Raw 32 bytes of her Ed25519 key. */
  readonly publicKey: Buffer
}

/** A small service on loopback that keeps the desk's rules: real signatures, four eyes, one effect for each request key. */
export interface DeskService extends Service {
  readonly state: {
    run: RunState
    confirmedBy: string[]
    /** Issuing has refused the confirmed run. */
    issueFault: RunDetail['issueFault']
    samples: RunDetail['samples']
    labels: RunDetail['labels']
    /** The service is not to be reached: the act is done, its answer is lost. */
    losesAnswers: boolean
    /** Every token given so far is refused from now on. */
    epoch: number
    now: Date
    runsOnAPage: number
    runs: number
    disputes: StatementDispute[]
    /** What waits for whoever asks. */
    waiting: DeskWaiting['items']
    /** Whom or what an id is found to be of, by the id. */
    subjects: Readonly<Record<string, FoundSubject>>
    suspensions: Suspension[]
    /** What is answered at further paths. */
    pages: Readonly<Record<string, unknown>>
    /** Acts that are refused, by the end of their path, with the part of the request that is wrong. */
    refused: Readonly<Record<string, { readonly code: RefusalCode; readonly where: string }>>
  }
  /** Every request key and path of a write, oldest first. */
  readonly writes: { readonly path: string; readonly key: string }[]
}

export async function startDeskService(members: readonly Member[]): Promise<DeskService> {
  const state: DeskService['state'] = {
    run: 'reported',
    confirmedBy: [],
    issueFault: null,
    samples: [],
    labels: [],
    losesAnswers: false,
    epoch: 0,
    now: new Date('2026-11-23T01:30:00Z'),
    runsOnAPage: 50,
    runs: 1,
    disputes: [],
    waiting: [],
    subjects: {},
    suspensions: [],
    pages: {},
    refused: {},
  }
  const writes: DeskService['writes'] = []
  const desk = new Desk(members, state, writes)
  const service = await startService((request, response, body) => desk.answer(request, response, body))
  return { ...service, state, writes }
}

type Reply = readonly [status: number, body: unknown]

class Desk {
  private readonly challenges = new Map<string, { staffId: string; text: string; expiresAt: number }>()
  private readonly tokens = new Map<string, { staffId: string; epoch: number }>()
  private readonly kept = new Map<string, Reply>()
  private appeal: StaffAppeal = APPEAL

  constructor(
    private readonly members: readonly Member[],
    private readonly state: DeskService['state'],
    private readonly writes: DeskService['writes'],
  ) {}

  answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url ?? '', 'http://desk')
    const path = url.pathname.replace('/v1/staff', '')
    const [status, value] = this.reply(request, url, path, body === '' ? {} : JSON.parse(body))
    if (this.state.losesAnswers && request.method === 'POST') return void response.destroy()
    answer(response, status, value)
  }

  private reply(request: IncomingMessage, url: URL, path: string, body: Record<string, string>): Reply {
    // What anybody reads needs nobody to be signed in.
    if (!url.pathname.startsWith('/v1/staff')) return [200, this.state.pages[path] ?? { items: [] }]
    if (path === '/challenges') return this.challenge(body['staffId'] ?? '')
    if (path === '/sessions') return this.open(body['challengeId'] ?? '', body['signature'] ?? '')
    const session = this.tokens.get(String(request.headers.authorization).replace('Bearer ', ''))
    const member = this.members.find(({ staffId }) => staffId === session?.staffId)
    if (!member || session?.epoch !== this.state.epoch) return problem(401, 'access.not-signed-in')
    if (request.method === 'GET') return this.read(path, url)
    const key = String(request.headers['idempotency-key'])
    this.writes.push({ path, key })
    const known = this.kept.get(key)
    const reply = known ?? this.act(member, path, body)
    this.kept.set(key, reply)
    return reply
  }

  private challenge(staffId: string): Reply {
    if (!this.members.some((member) => member.staffId === staffId)) return problem(401, 'staff.key-unknown')
    const challengeId = randomUUID()
    const expiresAt = this.state.now.getTime() + CHALLENGE_SECONDS * 1000
    const text = `随碳 Suitan: sign in as staff\nstaff: ${staffId}\nnonce: ${challengeId}`
    this.challenges.set(challengeId, { staffId, text, expiresAt })
    return [201, { challengeId, text, expiresAt: new Date(expiresAt).toISOString() }]
  }

  private open(challengeId: string, signature: string): Reply {
    const challenge = this.challenges.get(challengeId)
    this.challenges.delete(challengeId)
    const member = this.members.find(({ staffId }) => staffId === challenge?.staffId)
    const isLate = !challenge || challenge.expiresAt <= this.state.now.getTime()
    if (!member || isLate || !isSigned(member.publicKey, challenge.text, signature))
      return problem(401, 'staff.challenge-refused')
    const accessToken = randomUUID()
    this.tokens.set(accessToken, { staffId: member.staffId, epoch: this.state.epoch })
    const { staffId, name, role } = member
    return [
      201,
      {
        accessToken,
        accessTokenExpiresAt: this.state.now.toISOString(),
        staff: { staffId, name, role, district: null },
      },
    ]
  }

  private read(path: string, url: URL): Reply {
    const page = this.state.pages[path]
    if (page !== undefined) return [200, page]
    if (path === '/desk') return [200, { items: this.state.waiting }]
    if (path.startsWith('/overdue-')) return [200, { items: [] }]
    if (path === '/runs') return [200, this.runs(url.searchParams)]
    if (path === '/statement-disputes') return [200, { items: this.state.disputes }]
    if (path === '/appeals') return [200, { items: [this.appeal] }]
    if (path === '/suspensions') return [200, { items: this.state.suspensions, nextCursor: null }]
    if (path === '/suspension-subjects') {
      const found = this.state.subjects[url.searchParams.get('id') ?? '']
      return found ? [200, found] : problem(404, 'request.not-found')
    }
    return path === `/runs/${RUN_ID}` ? [200, this.detail()] : problem(404, 'request.not-found')
  }

  private act(member: Member, path: string, body: Record<string, string>): Reply {
    const refused = Object.entries(this.state.refused).find(([end]) => path.endsWith(end))?.[1]
    if (refused) return problem(400, refused.code, refused.where)
    if (path.startsWith('/appeals/')) return this.answerAppeal(body)
    if (path.endsWith('/verification')) this.state.run = 'verified'
    if (path.endsWith('/return')) this.state.run = 'returned'
    if (path.endsWith('/confirmations')) {
      if (this.state.confirmedBy.includes(member.name)) return problem(409, 'run.second-person-needed')
      this.state.confirmedBy.push(member.name)
      if (this.state.confirmedBy.length === 2) this.state.run = 'issued'
    }
    return [200, this.detail()]
  }

  private answerAppeal(body: Record<string, string>): Reply {
    if (this.appeal.state !== 'open') return problem(409, 'appeal.already-answered')
    const state = body['outcome'] === 'upheld' ? 'upheld' : 'dismissed'
    this.appeal = { ...this.appeal, state, answer: body['answer'] ?? '' }
    return [200, this.appeal]
  }

  private runs(query: URLSearchParams) {
    const from = Number(query.get('cursor') ?? 0)
    const until = Math.min(from + this.state.runsOnAPage, this.state.runs)
    const items = Array.from({ length: until - from }, (_, index) => ({
      ...runIn((query.get('state') ?? 'reported') as RunState),
      runId: id('run', from + index + 1),
    }))
    return { items, nextCursor: until < this.state.runs ? String(until) : null }
  }

  private detail(): RunDetail {
    const { run, confirmedBy, issueFault, samples, labels } = this.state
    return {
      run: { ...runIn(run), confirmations: confirmedBy.length },
      samples,
      anomalies: [],
      labels,
      replay: null,
      issueFault: run === 'confirmed' ? issueFault : null,
      confirmedBy: confirmedBy.map((name) => ({
        staffId: this.members.find((member) => member.name === name)?.staffId ?? name,
        name,
        role: 'centre',
        at: '2026-11-23T09:00:00+08:00',
      })),
      byDistrict: [],
    }
  }
}

function isSigned(publicKey: Buffer, text: string, signature: string): boolean {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
    format: 'jwk',
  })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

/** In the words of the catalogue, as the real service says it. */
function problem(status: number, code: RefusalCode, where?: string): Reply {
  const { zh, en, nextZh, nextEn } = REFUSALS[code]
  const body: Problem = { code, message: zh, messageEn: en, next: nextZh, nextEn, requestId: 'r' }
  if (where !== undefined) body.where = where
  return [status, body]
}

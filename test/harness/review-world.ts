import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'

import { opinionText } from '#domain/methodology'
import { registerStaff } from '#server/admin/index'
import type { Clock } from '#server/platform/index'

import { inventedCreditCode } from './institution-world'
import { ask, type Answer, type ResidentWorld } from './resident-world'

/** The part of a world a review needs. */
interface ReviewWorld {
  readonly platform: Pick<ResidentWorld['platform'], 'url' | 'deps'>
  readonly clock: Clock
}

/** A record an applicant hands in: the factor is invented, and says so. 123 g a crossing, in two parts. */
export const inventedFerry = (change: Record<string, unknown> = {}): Record<string, unknown> => {
  const invented = { zh: '虚构，仅供测试', en: 'Invented for a test' }
  return {
    sceneId: 'ferry',
    class: 'II',
    name: { zh: '轮渡（测试用虚构方法学）', en: 'Ferry (invented for a test)' },
    applicability: invented,
    baseline: invented,
    formula: { kind: 'perBoarding', milligramsPerBoarding: 123_000 },
    factors: [
      {
        role: 'net',
        name: { zh: '每次减排（虚构）', en: 'Reduction per boarding (invented)' },
        value: '123',
        unit: { zh: '克/次', en: 'g/boarding' },
        source: invented,
      },
    ],
    derivation: null,
    monitoring: invented,
    exclusions: [invented],
    uses: ['points'],
    source: invented,
    confidence: 'D',
    outline: {
      references: [invented],
      terms: [{ term: invented, meaning: invented }],
      boundary: invented,
      additionality: invented,
      parameters: [{ symbol: 'N', name: invented, unit: invented, source: invented, monitored: true }],
      author: { name: { zh: '测试编写组', en: 'Authors of a test' }, creditCode: null },
    },
    ...change,
  }
}

/** The same with 100 g a crossing. */
export const amendedFerry = (change: Record<string, unknown> = {}): Record<string, unknown> => {
  const record = inventedFerry(change)
  const [factor] = record['factors'] as Record<string, unknown>[]
  return {
    ...record,
    formula: { kind: 'perBoarding', milligramsPerBoarding: 100_000 },
    factors: [{ ...factor, value: '100' }],
  }
}

/** Somebody who calls with a token that is as fresh as need be. */
export interface Caller {
  readonly get: (path: string) => Promise<Answer>
  readonly send: (method: 'POST' | 'PUT', path: string, body?: object) => Promise<Answer>
}

export interface Expert extends Caller {
  readonly expertId: string
  /** Signed in now, and never again. */
  readonly asSignedIn: () => Promise<Pick<Caller, 'get'>>
  /** Signs and sends an opinion on what she is asked about; `change` bends what is sent, not what is signed. */
  readonly opine: (
    proposalId: string,
    verdict: 'approve' | 'amend' | 'reject',
    bend?: { text?: string; nameShown?: boolean; key?: KeyObject; sent?: object },
  ) => Promise<Answer>
}

type Role = 'centre' | 'exchange' | 'bureau' | 'district'

const publicBytes = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(-32)

/** A member of staff registered as an administrator does, and signed in by her key for every call. */
export const employ = async (world: ReviewWorld, staffId: string, role: Role): Promise<Caller> => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const options = {
    ...{
      staff: staffId,
      name: `${role} ${staffId}`,
      role,
      'public-key': publicBytes(publicKey).toString('base64'),
    },
    ...(role === 'district' ? { district: '闵行区' } : {}),
  }
  await registerStaff(world.platform.deps, new Map(Object.entries(options)))
  return callerBy(world, { kind: 'staff', id: staffId, key: privateKey })
}

/** Somebody the centre invites into the pool, with a key of her own. */
export const inviteExpert = async (
  world: ReviewWorld,
  centre: Caller,
  expertId: string,
  change: { name?: string; fields?: string[]; creditCode?: string } = {},
): Promise<Expert> => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const invited = await centre.send('POST', '/v1/staff/experts', {
    expertId,
    name: change.name ?? `专家${expertId}`,
    fields: change.fields ?? ['交通'],
    institution: '某研究院',
    creditCode: change.creditCode ?? inventedCreditCode(),
    publicKey: publicBytes(publicKey).toString('base64url'),
  })
  if (invited.status !== 200) throw new Error(`inviting: ${JSON.stringify(invited.body)}`)
  const caller = callerBy(world, { kind: 'expert', id: expertId, key: privateKey })
  return {
    ...caller,
    expertId,
    async asSignedIn() {
      const token = await caller.token()
      return { get: (path) => ask(world.platform.url + path, { token }) }
    },
    async opine(proposalId, verdict, bend = {}) {
      const { items } = (await caller.get('/v1/expert/reviews')).body
      const asked = items.find((item: { proposalId: string }) => item.proposalId === proposalId)
      const { text = '方法合理，数据可以核对。', nameShown = false, key = privateKey } = bend
      const { round = 1, recordDigest = '00'.repeat(32) } = asked ?? {}
      const signed = opinionText({ expertId, proposalId, round, recordDigest, verdict, nameShown, text })
      const signature = sign(null, Buffer.from(signed, 'utf8'), key).toString('base64url')
      const body = { verdict, text, nameShown, signature, ...bend.sent }
      return caller.send('POST', `/v1/expert/reviews/${proposalId}/opinion`, body)
    },
  }
}

/** Signs in by a challenge, again when the token has run out. */
const callerBy = (
  { platform, clock }: ReviewWorld,
  { kind, id, key }: { kind: 'staff' | 'expert'; id: string; key: KeyObject },
): Caller & { readonly token: () => Promise<string> } => {
  let session: { accessToken: string; accessTokenExpiresAt: string } | undefined
  const door = kind === 'staff' ? '/v1/staff' : '/v1/experts'
  const token = async (): Promise<string> => {
    if (session !== undefined && clock.now() < new Date(session.accessTokenExpiresAt))
      return session.accessToken
    const challenge = await ask(`${platform.url}${door}/challenges`, {
      method: 'POST',
      body: { [`${kind}Id`]: id },
    })
    const { challengeId, text } = challenge.body
    const signature = sign(null, Buffer.from(text as string, 'utf8'), key).toString('base64url')
    const body = { challengeId, signature }
    session = (await ask(`${platform.url}${door}/sessions`, { method: 'POST', body })).body as typeof session
    return session?.accessToken ?? ''
  }
  return {
    token,
    get: async (path) => ask(platform.url + path, { token: await token() }),
    send: async (method, path, body) =>
      ask(platform.url + path, {
        method,
        token: await token(),
        headers: { 'idempotency-key': randomUUID() },
        ...(body === undefined ? {} : { body }),
      }),
  }
}

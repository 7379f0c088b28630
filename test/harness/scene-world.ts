import { SignJWT } from 'jose'

import type { PushOutcome, RideRow } from '#contract'

import { actAs, type Acting, type TestInstitution } from './institution-world'
import type { Answer, ResidentWorld } from './resident-world'
import type { Caller } from './review-world'

type SceneWorld = Pick<ResidentWorld, 'clock'>

/** The same member, signed in anew for every call: a story outlasts her tokens. */
export const lasting = (world: ResidentWorld, member: Acting): Acting => {
  const now = async (): Promise<Acting> =>
    actAs(world, await world.signIn(member.phone.person, member.phone.host), member.memberId)
  return {
    ...member,
    get: async (path) => (await now()).get(path),
    send: async (...request) => (await now()).send(...request),
  }
}

/** The mandate by which an operator's institution entrusts another with a scene; `changes` replace claims or the header's type. */
export const sceneMandateOf = (
  { clock }: SceneWorld,
  { creditCode, keyId, key }: TestInstitution,
  agent: Pick<TestInstitution, 'creditCode'>,
  changes: { typ?: string; claims?: Record<string, unknown> } = {},
): Promise<string> => {
  const iat = Math.floor(clock.now().getTime() / 1000)
  const claims = {
    ...{ iss: creditCode, sub: agent.creditCode, aud: 'suitan', jti: `scene-${Math.random()}` },
    ...{ iat, exp: iat + 90 * 86_400, scene: 'ferry' },
    ...changes.claims,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: changes.typ ?? 'scene-mandate+jwt' })
    .sign(key)
}

export const ferryRecord = (methodologyCode = 'TEST-FERRY-INVENTED') => ({
  methodologyCode,
  channel: {
    zh: '过江时刷交通卡乘车码或手机交通卡',
    en: 'Crossing with a transport card ride code or the card in your phone',
  },
  dataSource: '闸机上船、离船各记一次，按航线核对里程',
})

export const APPLICATIONS = '/v1/institution/scene-applications'
export const OFFICE_APPLICATIONS = '/v1/staff/scene-applications'

let keys = 0
/** Opens a draft for the ferry and answers with what came. */
export const draftFerry = (
  applicant: Pick<Acting, 'send'>,
  change: { operatorId?: string; sceneId?: string; mandate?: string | null; record?: object } = {},
): Promise<Answer> =>
  applicant.send(
    'POST',
    APPLICATIONS,
    { sceneId: 'ferry', operatorId: 'sptcc', mandate: null, record: ferryRecord(), ...change },
    { 'idempotency-key': `scene-draft-${(keys += 1)}` },
  )

/** A way for an operator's rows, however its server signs them. */
export type PushRows = (rows: readonly RideRow[]) => Promise<PushOutcome>

/** Everybody it takes to bring a scene from its application to its opening. */
export interface SceneDesk {
  readonly applicant: Pick<Acting, 'send'>
  readonly centre: Caller
  readonly exchange: Caller
  readonly push: PushRows
  /** A right row that was never sent. */
  readonly row: () => RideRow
}

const must = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

/** The way of an application, step by step, each over HTTP; throws where one is refused. */
export const sceneWay = ({ applicant, centre, exchange, push, row }: SceneDesk) => {
  const office = async (who: Caller, id: string, act: string, body?: object): Promise<Answer> =>
    must(await who.send('POST', `${OFFICE_APPLICATIONS}/${id}/${act}`, body))
  const way = {
    async applied(): Promise<string> {
      const id = must(await draftFerry(applicant)).body.applicationId as string
      must(await applicant.send('POST', `${APPLICATIONS}/${id}/submission`))
      return id
    },
    async approved(until: string): Promise<string> {
      const id = await way.applied()
      await office(centre, id, 'reviews', { verdict: 'approve', until })
      await office(exchange, id, 'reviews', { verdict: 'approve', until })
      return id
    },
    /** Ten right rows, the last of them alone in its push. */
    async tested(id: string): Promise<void> {
      await office(exchange, id, 'system-test')
      await push(Array.from({ length: 9 }, row))
      await push([row()])
      await office(exchange, id, 'connection', { channelRank: 1 })
    },
    async opened(until: string): Promise<string> {
      const id = await way.approved(until)
      await way.tested(id)
      await push([row()])
      await office(centre, id, 'opening')
      return id
    },
  }
  return way
}

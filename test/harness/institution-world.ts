import { generateKeyPairSync, type KeyObject } from 'node:crypto'

import { SignJWT } from 'jose'

import { registerInstitution, registerInstitutionKey } from '#server/admin/index'

import { ask, bo, type Answer, type Phone, type ResidentWorld } from './resident-world'

/** An institution of a spec's own, with the key it signs mandates with. */
export interface TestInstitution {
  readonly creditCode: string
  readonly keyId: string
  readonly key: KeyObject
}

/** Somebody acting for an institution: what a till or a desk calls with. */
export interface Acting {
  readonly phone: Phone
  readonly memberId: string
  readonly institutionId: string
  readonly token: string
  readonly get: (path: string) => Promise<Answer>
  readonly send: (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<Answer>
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
let institutions = 0

/** A code that is nobody's: 91310000 and a running number, with its check character (GB 32100-2015). */
export const inventedCreditCode = (): string => {
  const body = `91310000${String((institutions += 1)).padStart(9, '0')}`
  let weight = 1
  let sum = 0
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return body + ALPHABET.charAt((31 - (sum % 31)) % 31)
}

export const registerTestInstitution = async (
  { platform }: Pick<ResidentWorld, 'platform'>,
  kinds: string | { readonly kinds: string; readonly operatorId?: string } = 'mall-operator,merchant,sponsor',
  creditCode = inventedCreditCode(),
): Promise<TestInstitution> => {
  const keyId = `key-${creditCode}`
  const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
  const bytes = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const names = { name: `机构${institutions}`, 'name-en': `Institution ${institutions}` }
  const of = { 'credit-code': creditCode }
  const { operatorId, ...named } = typeof kinds === 'string' ? { kinds } : kinds
  const operator = operatorId === undefined ? {} : { operator: operatorId }
  await registerInstitution(
    platform.deps,
    new Map(Object.entries({ ...of, ...names, ...named, ...operator })),
  )
  const keyOptions = { ...of, 'key-id': keyId, 'public-key': bytes.toString('base64') }
  await registerInstitutionKey(platform.deps, new Map(Object.entries(keyOptions)))
  return { creditCode, keyId, key }
}

/** A mandate as the institution's own server signs it; `changes` replace claims or the header's type. */
export const mandateOf = (
  { clock }: Pick<ResidentWorld, 'clock'>,
  { creditCode, keyId, key }: TestInstitution,
  changes: { typ?: string; claims?: Record<string, unknown> } = {},
): Promise<string> => {
  const iat = Math.floor(clock.now().getTime() / 1000)
  const claims = {
    ...{ iss: creditCode, aud: 'suitan', jti: `mandate-${Math.random()}`, iat, exp: iat + 86_400 },
    owner: { displayName: '陈店长' },
    ...changes.claims,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: changes.typ ?? 'mandate+jwt' })
    .sign(key)
}

export const present = ({ platform }: ResidentWorld, mandate: string): Promise<Answer> =>
  ask(`${platform.url}/v1/mandates`, { method: 'POST', body: { mandate } })

let members = 0
/** A new person without verified real name, as a cashier may be. */
export const newcomer = (world: ResidentWorld): Promise<Phone> =>
  world.signIn({ ...bo, subject: `member-${(members += 1)}-at-host`, personId: null })

/** Signs in as a member on this phone. */
export const actAs = async (world: ResidentWorld, phone: Phone, memberId: string): Promise<Acting> => {
  const session = await phone.send('POST', `/v1/me/memberships/${memberId}/sessions`)
  if (session.status !== 201) throw new Error(`member session: ${JSON.stringify(session.body)}`)
  const token = session.body.accessToken as string
  const url = world.platform.url
  return {
    phone,
    memberId,
    institutionId: session.body.membership.institutionId as string,
    token,
    get: (path) => ask(url + path, { token }),
    send: (method, path, body, headers = {}) =>
      ask(url + path, { method, token, headers, ...(body === undefined ? {} : { body }) }),
  }
}

/** Accepts an invitation on a phone and acts. */
export const joinBy = async (world: ResidentWorld, phone: Phone, code: string): Promise<Acting> => {
  const joined = await phone.send('POST', '/v1/me/memberships', { code })
  if (joined.status !== 201) throw new Error(`joining: ${JSON.stringify(joined.body)}`)
  return actAs(world, phone, joined.body.memberId as string)
}

/** The owner an institution's mandate names, acting. */
export const ownerOf = async (
  world: ResidentWorld,
  institution: TestInstitution,
  phone?: Phone,
): Promise<Acting> => {
  const { body } = await present(world, await mandateOf(world, institution))
  return joinBy(world, phone ?? (await newcomer(world)), body.code as string)
}

/** Opens a shop and returns its id. */
export const openTestShop = async (owner: Acting, zh = '梧桐咖啡馆'): Promise<string> => {
  const shop = await owner.send('POST', '/v1/institution/shops', {
    name: { zh, en: 'Wutong Coffee' },
    address: '五原路 12 号',
  })
  return shop.body.shopId as string
}

/** Somebody new with a role, invited by an owner, acting. */
export const invited = async (
  world: ResidentWorld,
  owner: Acting,
  role: 'owner' | 'manager' | 'cashier',
  shopIds: readonly string[] = [],
): Promise<Acting> => {
  const { body } = await owner.send('POST', '/v1/institution/invitations', {
    role,
    displayName: '小周',
    shopIds,
  })
  return joinBy(world, await newcomer(world), body.code as string)
}

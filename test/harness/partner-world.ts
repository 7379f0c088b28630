import type { OrderRequest } from '#contract'

import { type TestInstitution } from './institution-world'
import { type TestMall } from './mall-world'
import { type Answer, type ResidentWorld } from './resident-world'
import { signedHeaders, type OperatorSigner } from './signed-request'

/** An institution's own server: its key and the requests it signs. */
export interface TestPartner {
  readonly institutionId: string
  readonly signer: OperatorSigner
  readonly call: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', target: string, body?: object) => Promise<Answer>
  readonly ask: (orderNo: string, order: OrderRequest) => Promise<Answer>
  readonly read: (orderNo: string) => Promise<Answer>
  readonly step: (orderNo: string, step: 'spend' | 'redemption' | 'refund' | 'release') => Promise<Answer>
}

export const partnerOf = (
  world: ResidentWorld,
  institution: TestInstitution,
  institutionId: string,
): TestPartner => {
  const seed = Buffer.from(institution.key.export({ format: 'jwk' }).d ?? '', 'base64url')
  const signer: OperatorSigner = { keyId: institution.keyId, algorithm: 'ed25519', seed }
  const call: TestPartner['call'] = async (method, target, given) => {
    const body = given && JSON.stringify(given)
    const created = Math.floor(world.clock.now().getTime() / 1000)
    const withBody = body === undefined ? {} : { body }
    const headers = signedHeaders(signer, { method, target, created, ...withBody })
    const response = await fetch(world.platform.url + target, { method, headers, ...withBody })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }
  const path = (orderNo: string) => `/v1/partners/${institutionId}/orders/${orderNo}`
  return {
    institutionId,
    signer,
    call,
    ask: (orderNo, order) => call('POST', path(orderNo), order),
    read: (orderNo) => call('GET', path(orderNo)),
    step: (orderNo, step) => call('POST', `${path(orderNo)}/${step}`),
  }
}

/** The server of the company that runs this mall and its shop. */
export const partnerOfMall = (world: ResidentWorld, { institution, owner }: TestMall): TestPartner =>
  partnerOf(world, institution, owner.institutionId)

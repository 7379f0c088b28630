import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { APPLICANTS, EXPERTS } from '#mock/applicants/index'
import { HOST_IDS, type HostId } from '#mock/hosts/index'
import { COMPANIES } from '#mock/merchants/index'
import { newKeyPair, operatorKey, publicBase64url, type OperatorKey } from '#mock/operators/index'

/** The carriers of the city, by the ids the platform's own data gives them. */
export const OPERATOR_IDS = ['sptcc', 'metro-app', 'bus-group', 'bike-blue', 'bike-green'] as const

export interface DemoStaff {
  readonly staffId: string
  readonly name: string
  readonly role: 'centre' | 'exchange' | 'bureau' | 'district'
  readonly district?: string
}

/** Two who work the queue by themselves, and two of the other bodies; the reader of the demo may use every key. */
export const DEMO_STAFF = {
  centre: { staffId: 'centre-shen', name: '沈洁（模拟核查员）', role: 'centre' },
  exchange: { staffId: 'exchange-he', name: '何瑾（模拟交易所）', role: 'exchange' },
  bureau: { staffId: 'bureau-gu', name: '顾明（模拟确认员）', role: 'bureau' },
  district: { staffId: 'minhang-qian', name: '钱立（模拟闵行区）', role: 'district', district: '闵行区' },
} as const satisfies Record<string, DemoStaff>

export interface DemoKeys {
  readonly hostSigningPem: (hostId: HostId) => string
  readonly hostClientSecret: (hostId: HostId) => string
  readonly operator: (operatorId: string) => OperatorKey
  readonly staff: (staffId: string) => KeyObject
  readonly expert: (expertId: string) => KeyObject
  /** The key a company signs its mandates with. */
  readonly company: (companyId: string) => KeyObject
  /** What the far end of this company shares with the platform. */
  readonly farEndSecret: (companyId: string) => string
  /** 32 bytes as base64url. */
  readonly publicHalf: (privateKey: KeyObject) => string
}

/** PKCS #8 around a bare Ed25519 seed (RFC 8410 section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key of somebody who signs in a page is kept as the page takes it: 32 bytes of seed as base64url. */
const seedKey = (seed: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, Buffer.from(seed, 'base64url')]),
    format: 'der',
    type: 'pkcs8',
  })

/** The keys of everybody outside our walls, made at the first start and kept in this folder, readable by its owner alone. */
export const keepDemoKeys = (folder: string): DemoKeys => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'keys.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  const keep = (name: string, make: () => string): void => void (kept[name] ??= make())
  const seed = (): string => randomBytes(32).toString('base64url')
  const pem = (): string => newKeyPair().privatePem
  for (const hostId of HOST_IDS) {
    keep(`host ${hostId}`, pem)
    keep(`client ${hostId}`, () => randomBytes(24).toString('base64url'))
  }
  for (const operatorId of OPERATOR_IDS) keep(`operator ${operatorId}`, pem)
  for (const { companyId } of Object.values(APPLICANTS)) keep(`company ${companyId}`, pem)
  for (const { expertId } of EXPERTS) keep(`expert ${expertId}`, seed)
  for (const { companyId, delivers } of COMPANIES) {
    keep(`company ${companyId}`, pem)
    if (delivers) keep(`far end ${companyId}`, () => randomBytes(24).toString('base64url'))
  }
  for (const { staffId } of Object.values(DEMO_STAFF)) keep(`staff ${staffId}`, seed)
  writeFileSync(file, JSON.stringify(kept, null, 2), { mode: 0o600 })

  const secret = (name: string): string => {
    const found = kept[name]
    if (found === undefined) throw new Error(`no key is kept for ${name}`)
    return found
  }
  return {
    hostSigningPem: (hostId) => secret(`host ${hostId}`),
    hostClientSecret: (hostId) => secret(`client ${hostId}`),
    operator: (operatorId) => operatorKey(operatorId, `${operatorId}-demo`, secret(`operator ${operatorId}`)),
    staff: (staffId) => seedKey(secret(`staff ${staffId}`)),
    expert: (expertId) => seedKey(secret(`expert ${expertId}`)),
    company: (companyId) => createPrivateKey(secret(`company ${companyId}`)),
    farEndSecret: (companyId) => secret(`far end ${companyId}`),
    publicHalf: publicBase64url,
  }
}

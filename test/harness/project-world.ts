import { randomUUID } from 'node:crypto'

import type { ProjectRecord } from '#contract'

import { type TestInstitution } from './institution-world'
import { type Answer, type Phone, type ResidentWorld } from './resident-world'
import { employ, type Caller } from './review-world'
import { signedHeaders } from './signed-request'

/** The three bodies, one person each, and a second of the centre. */
export interface Bodies {
  readonly centre: Caller
  readonly centreToo: Caller
  readonly exchange: Caller
  readonly bureau: Caller
}

export const employBodies = async (world: ResidentWorld): Promise<Bodies> => ({
  centre: await employ(world, 'centre-lin', 'centre'),
  centreToo: await employ(world, 'centre-shen', 'centre'),
  exchange: await employ(world, 'exchange-he', 'exchange'),
  bureau: await employ(world, 'bureau-gu', 'bureau'),
})

/** Whoever sends: a phone, or somebody acting for an institution. */
export type Sender = Pick<Phone, 'get' | 'send'>

/** 0.8 MW on a roof, at work since 2026, April 2026 as its first period. */
export const pvRecord = (change: Partial<ProjectRecord> = {}): ProjectRecord => ({
  kind: 'distributed-pv',
  name: '某小区屋顶光伏',
  address: '闵行区某路 1 号',
  size: 800_000,
  startDay: '2026-01-01',
  siteKeys: [{ kind: 'gridAccount', value: '3101 0001 0001' }],
  meters: [{ meterNo: 'PV-METER-1', measure: 'generated' }],
  otherScheme: null,
  entrustmentIds: [],
  pusherId: null,
  period: { from: '2026-04-01', to: '2026-05-01' },
  ...change,
})

export const opened = (
  sender: Sender,
  prefix: '/v1/me' | '/v1/institution',
  record: ProjectRecord,
  key: string = randomUUID(),
): Promise<Answer> => sender.send('POST', `${prefix}/projects`, { record }, { 'idempotency-key': key })

/** Lines of readings: one a day from `from` on, before `to`, of one meter. */
export const readingsOf = (
  days: { from: string; to: string },
  change: { meterNo?: string; measure?: string; quantity?: number; revision?: number } = {},
): string => {
  const lines: string[] = []
  for (let at = Date.parse(days.from); at < Date.parse(days.to); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    const reading = { meterNo: 'PV-METER-1', measure: 'generated', day, quantity: 2_400_000, ...change }
    lines.push(JSON.stringify(reading))
  }
  return `${lines.join('\n')}\n`
}

/** Sends a file of readings with a token. */
export const sendFile = async (
  world: ResidentWorld,
  token: string,
  path: string,
  text: string,
): Promise<Answer> => {
  const response = await fetch(world.platform.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: text,
  })
  return answerOf(response)
}

/** An institution's own server pushes readings, signed. `bend` changes the body behind the signature. */
export const pushReadings = async (
  world: ResidentWorld,
  institution: TestInstitution,
  target: string,
  text: string,
  bend: (text: string) => string = (same) => same,
): Promise<Answer> => {
  const seed = Buffer.from(institution.key.export({ format: 'jwk' }).d ?? '', 'base64url')
  const signer = { keyId: institution.keyId, algorithm: 'ed25519', seed } as const
  const created = Math.floor(world.clock.now().getTime() / 1000)
  const method = 'POST'
  const contentType = 'application/x-ndjson'
  const headers = signedHeaders(signer, { method, target, created, body: text, contentType })
  return answerOf(await fetch(world.platform.url + target, { method, headers, body: bend(text) }))
}

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

export const DESK = '/v1/staff/projects'

/** Both bodies approve what lies on the desk. */
export const approved = async (
  { centre, bureau }: Pick<Bodies, 'centre' | 'bureau'>,
  projectId: string,
): Promise<Answer> => {
  await centre.send('POST', `${DESK}/${projectId}/acceptance`)
  const digest = (await centre.get(`${DESK}/${projectId}`)).body.reviewDigest as string
  const verdict = { verdict: 'approve', words: '材料齐全，数据可以核对', digest }
  await centre.send('POST', `${DESK}/${projectId}/verdicts`, verdict)
  return bureau.send('POST', `${DESK}/${projectId}/verdicts`, verdict)
}

/** One person's name under the issuing of a report. */
export const signsIssue = async (who: Caller, projectId: string, reportNo = 1): Promise<Answer> => {
  const { reports } = (await who.get(`${DESK}/${projectId}`)).body
  const report = reports.find((one: { reportNo: number }) => one.reportNo === reportNo)
  const digest = (report?.evidenceDigest ?? '00'.repeat(32)) as string
  return who.send('POST', `${DESK}/${projectId}/reports/${reportNo}/issue-signatures`, { digest })
}

/** A project of one meter, and who applies with it. */
export interface Sending {
  readonly prefix: '/v1/me' | '/v1/institution'
  readonly sender: Sender & ({ readonly token: string } | { readonly accessToken: string })
  readonly record: ProjectRecord
}

/** Applied for with 20 kWh a day; answers with its id. Each is opened at a moment of its own, and what is refused throws. */
export const appliedProject = async (
  world: ResidentWorld,
  { prefix, sender, record }: Sending,
): Promise<string> => {
  world.clock.advanceSeconds(1)
  const projectId = (await opened(sender, prefix, record)).body.projectId as string
  const token = 'token' in sender ? sender.token : sender.accessToken
  const meterNo = record.meters[0]?.meterNo ?? ''
  const rows = readingsOf(record.period, { meterNo, quantity: 20_000 })
  await sendFile(world, token, `${prefix}/projects/${projectId}/readings/first`, rows)
  const answer = await sender.send('POST', `${prefix}/projects/${projectId}/application`)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return projectId
}

/** The same, approved and with its first reduction issued: 8.4 kg a day. */
export const issuedProject = async (
  world: ResidentWorld,
  bodies: Bodies,
  sending: Sending,
): Promise<string> => {
  const projectId = await appliedProject(world, sending)
  await approved(bodies, projectId)
  await signsIssue(bodies.exchange, projectId)
  const answer = await signsIssue(bodies.bureau, projectId)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return projectId
}

import { randomUUID } from 'node:crypto'

import { addDays, addMonths, cityDayOf, firstDayOf, monthOfDay } from '#domain/calendar'
import { registerStaff } from '#server/admin/index'
import { inventedCreditCode, ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { DESK, opened, pvRecord, readingsOf, sendFile } from '#test/harness/project-world'
import { mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { employ, inventedFerry, type Caller } from '#test/harness/review-world'
import { lasting } from '#test/harness/scene-world'
import { memberOf } from '../../app/staff/members'

/** The offices and experts of the console's journeys, each with a key of her own. */
export const GU = memberOf('centre-gu', '顾明', 'centre')
export const WU = memberOf('bureau-wu', '吴悦', 'bureau')
export const LI = memberOf('exchange-li', '李昂', 'exchange')
export const ZHOU = memberOf('zhou', '周明远', 'centre')
export const QIAN = memberOf('qian', '钱立', 'centre')

/** The phones reckon with the day of today. */
export const TODAY = cityDayOf(new Date())

export interface ConsoleWorld {
  readonly world: ResidentWorld
  /** Of the centre, beside those who work on the pages. */
  readonly centre: Caller
  readonly proposalId: string
  readonly applicationId: string
  readonly projectId: string
  /** Hands in a methodology for a scene and returns its id. */
  readonly propose: (sceneId: string, zh: string) => Promise<string>
}

/** A service in which something lies on every page of the console: in review, applied for, measured, listed. */
export async function startConsoleWorld(): Promise<ConsoleWorld> {
  const world = await startResidentWorld(`${TODAY}T09:00:00+08:00`)
  for (const { staffId, name, role, publicKey } of [GU, WU, LI])
    await registerStaff(
      world.platform.deps,
      new Map(Object.entries({ staff: staffId, name, role, 'public-key': publicKey.toString('base64url') })),
    )
  const centre = await employ(world, 'centre-lin', 'centre')
  for (const expert of [ZHOU, QIAN]) await invite(centre, expert)
  const propose = (sceneId: string, zh: string) => handIn(world, sceneId, zh)
  await propose('ferry', '轮渡（待审查）')
  const proposalId = await propose('ferry', '轮渡（在评审）')
  const act = async (word: string, body?: object) => {
    const { status, body: said } = await centre.send(
      'POST',
      `/v1/staff/methodology-proposals/${proposalId}/${word}`,
      body,
    )
    if (status !== 200) throw new Error(`${word}: ${JSON.stringify(said)}`)
  }
  await act('check')
  await act('acceptance', { code: 'TEST-FERRY' })
  for (const { staffId } of [ZHOU, QIAN]) await act('seats', { expertId: staffId, field: '交通' })
  await centre.send('POST', '/v1/staff/exclusions', {
    ...{ scheme: 'ets', schemeName: '全国碳市场', siteKey: { kind: 'gridAccount', value: '310100019999' } },
    ...{ from: '2024-01-01', to: null, source: '重点排放单位名录' },
  })
  return {
    ...{ world, centre, proposalId, propose },
    applicationId: await applyForScene(world),
    projectId: await applyForProject(world, centre),
  }
}

async function invite(centre: Caller, { staffId, name, publicKey }: typeof ZHOU): Promise<void> {
  const { status } = await centre.send('POST', '/v1/staff/experts', {
    ...{
      expertId: staffId,
      name,
      fields: ['交通'],
      institution: '某研究院',
      creditCode: inventedCreditCode(),
    },
    publicKey: publicKey.toString('base64url'),
  })
  if (status !== 200) throw new Error('nobody was invited')
}

async function handIn(world: ResidentWorld, sceneId: string, zh: string): Promise<string> {
  const person = await world.signIn(mei)
  const record = inventedFerry({ sceneId, name: { zh, en: 'Invented for a test' } })
  const mine = '/v1/me/methodology-proposals'
  const { body } = await person.send(
    'POST',
    mine,
    { revises: null, record },
    { 'idempotency-key': randomUUID() },
  )
  const { status } = await person.send('POST', `${mine}/${body.proposalId}/submission`)
  if (status !== 200) throw new Error('nothing was handed in')
  return body.proposalId as string
}

/** The bus company that rides by the metro's card applies for the scene of buses under what is published for them. */
async function applyForScene(world: ResidentWorld): Promise<string> {
  const carrier = await registerTestInstitution(world, { kinds: 'scene-operator', operatorId: 'metro-app' })
  const applicant = lasting(world, await ownerOf(world, carrier))
  const path = '/v1/institution/scene-applications'
  const record = {
    methodologyCode: 'SHCER02020012024II',
    channel: { zh: '乘车时刷应用里的乘车码', en: 'Riding with the code in the app' },
    dataSource: '上车、下车各记一次，按线路核对里程',
  }
  const body = { sceneId: 'bus', operatorId: 'metro-app', mandate: null, record }
  const drafted = await applicant.send('POST', path, body, { 'idempotency-key': randomUUID() })
  const applicationId = drafted.body.applicationId as string
  const { status, body: said } = await applicant.send('POST', `${path}/${applicationId}/submission`)
  if (status !== 200) throw new Error(`no scene was applied for: ${JSON.stringify([drafted.body, said])}`)
  return applicationId
}

/** The month before last, whole and over, and accepted for review. */
async function applyForProject(world: ResidentWorld, centre: Caller): Promise<string> {
  const month = addMonths(monthOfDay(TODAY), -2)
  const period = { from: firstDayOf(month), to: firstDayOf(addMonths(month, 1)) }
  const owner = await ownerOf(world, await registerTestInstitution(world))
  const startDay = addDays(period.from, -100)
  const { projectId } = (await opened(owner, '/v1/institution', pvRecord({ startDay, period }))).body
  const path = `/v1/institution/projects/${projectId}`
  await sendFile(world, owner.token, `${path}/readings/first`, readingsOf(period))
  await owner.send('POST', `${path}/application`)
  const { status, body } = await centre.send('POST', `${DESK}/${projectId}/acceptance`)
  if (status !== 200) throw new Error(`no project is in review: ${JSON.stringify(body)}`)
  return projectId as string
}

import type { Project, ProjectList, ProjectRecord, Proposal, ProposalList } from '#contract'
import { signInResident, type MemberClient, type StaffAnswer, type StaffClient } from '../city'
import { actAsOwner, type CompanyPlaces } from '../merchants'
import { inventedFerry } from './invented-ferry'
import { APPLICANTS, EXPERTS } from './parties'

export interface ApplicantPlaces extends Omit<CompanyPlaces, 'delivered'> {
  /** Invites the experts. */
  readonly centre: StaffClient
  /** 32 bytes of an expert's public key as base64url. */
  readonly expertKeyOf: (expertId: string) => string
}

/** Households of the cooperative, by whose account they are known, and the power company's number of each roof. */
const ROOFS = [
  { residentId: 'sun-fang', gridAccount: '310100880001' },
  { residentId: 'wu-jianguo', gridAccount: '310100880002' },
] as const

/**
 * The cooperative is entrusted with two roofs, sends the readings of the month that is over and applies with them; the institute hands in a
 * methodology; two experts join the pool; who may apply for the ferry's scene is there to do so by hand. All over the platform's own interfaces, and what is there already is left alone.
 */
export const settleApplicants = async (places: ApplicantPlaces): Promise<void> => {
  await inviteExperts(places)
  await applyWithRoofs(await actAsOwner(APPLICANTS.cooperative, places), places)
  await handInMethodology(await actAsOwner(APPLICANTS.institute, places))
  await actAsOwner(APPLICANTS.cardCompany, places)
}

const inviteExperts = async ({ centre, expertKeyOf }: ApplicantPlaces): Promise<void> => {
  const { items } = told(await centre.experts())
  for (const { field, ...expert } of EXPERTS) {
    if (items.some(({ expertId }) => expertId === expert.expertId)) continue
    const publicKey = expertKeyOf(expert.expertId)
    told(await centre.inviteExpert({ ...expert, fields: [field], publicKey }))
  }
}

const told = <T>(answer: StaffAnswer<T>): T => {
  if (!answer.ok) throw new Error(`the centre was refused: ${answer.problem.code}`)
  return answer.value
}

const PROJECTS = '/institution/projects'

const applyWithRoofs = async (cooperative: MemberClient, places: ApplicantPlaces): Promise<void> => {
  const known = (await cooperative.ask<ProjectList>(PROJECTS)).items[0]
  if (known !== undefined && known.state !== 'draft') return
  const period = lastMonthOf((places.now ?? realClock)())
  const record = { ...RECORD, period, entrustmentIds: await entrustRoofs(cooperative, places) }
  const { projectId } =
    known ?? (await cooperative.ask<Project>(PROJECTS, { method: 'POST', body: { record } }))
  await cooperative.ask(`${PROJECTS}/${projectId}/record`, { method: 'PUT', body: { record } })
  await cooperative.upload(`${PROJECTS}/${projectId}/readings/${period.from}`, {
    type: 'application/x-ndjson',
    bytes: Buffer.from(readingsOf(period)),
  })
  await cooperative.ask(`${PROJECTS}/${projectId}/application`, { method: 'POST' })
}

const realClock = (): Date => new Date()

const entrustRoofs = async (cooperative: MemberClient, places: ApplicantPlaces): Promise<string[]> => {
  const entrustmentIds: string[] = []
  for (const { residentId, gridAccount } of ROOFS) {
    const household = await signInResident(residentId, places)
    const siteKey = { kind: 'gridAccount', value: gridAccount } as const
    const { entrustmentId } = await household.entrustSite({
      institutionId: cooperative.institutionId,
      siteKey,
    })
    entrustmentIds.push(entrustmentId)
  }
  return entrustmentIds
}

const METER = 'PV-8800-0001'
/** Two roofs of 8 kW behind one meter. */
const RECORD: Omit<ProjectRecord, 'period' | 'entrustmentIds'> = {
  kind: 'distributed-pv',
  name: '春申里居民屋顶光伏（模拟）',
  address: '闵行区春申里（虚构）',
  size: 16_000,
  startDay: '2025-03-01',
  siteKeys: ROOFS.map(({ gridAccount: value }) => ({ kind: 'gridAccount', value })),
  meters: [{ meterNo: METER, measure: 'generated' }],
  otherScheme: null,
  pusherId: null,
}

/** The city month that is over, as city days: its first and the first of the next. */
const lastMonthOf = (now: Date): ProjectRecord['period'] => {
  const thisMonth = new Date(now.getTime() + SHANGHAI_MILLISECONDS).toISOString().slice(0, 7)
  const before = new Date(Date.parse(`${thisMonth}-01`) - DAY_MILLISECONDS).toISOString().slice(0, 7)
  return { from: `${before}-01`, to: `${thisMonth}-01` }
}

const DAY_MILLISECONDS = 86_400_000
const SHANGHAI_MILLISECONDS = 8 * 3_600_000

/** One line a day: fair days and clouded ones, some three watt-hours a watt. */
const readingsOf = ({ from, to }: ProjectRecord['period']): string => {
  const lines: string[] = []
  for (let at = Date.parse(from); at < Date.parse(to); at += DAY_MILLISECONDS) {
    const day = new Date(at).toISOString().slice(0, 10)
    const quantity = 28_000 + ((Number(day.slice(8)) * 7) % 11) * 3_000
    lines.push(JSON.stringify({ meterNo: METER, measure: 'generated', day, quantity }))
  }
  return `${lines.join('\n')}\n`
}

const handInMethodology = async (institute: MemberClient): Promise<void> => {
  const PROPOSALS = '/institution/methodology-proposals'
  const known = (await institute.ask<ProposalList>(PROPOSALS)).items[0]
  if (known !== undefined && known.state !== 'draft') return
  const body = { revises: null, record: inventedFerry }
  const { proposalId } = known ?? (await institute.ask<Proposal>(PROPOSALS, { method: 'POST', body }))
  await institute.ask(`${PROPOSALS}/${proposalId}/submission`, { method: 'POST' })
}

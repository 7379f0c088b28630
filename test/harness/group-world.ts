import { randomUUID } from 'node:crypto'

import type { GroupKind } from '#contract'
import type { CityDay } from '#domain/calendar'

import { ownerOf, registerTestInstitution, type Acting } from './institution-world'
import { issueRun } from './issued-run'
import { accountIdOf, mei, type Answer, type Phone, type ResidentWorld } from './resident-world'
import { type Caller } from './review-world'

/** A group as whoever opened it sees it, with its opener. */
export interface TestGroup {
  readonly groupId: string
  readonly code: string
  readonly opener: Acting | Caller
}

export const OPENED = { institution: '/v1/institution/groups', staff: '/v1/staff/groups' } as const

/** Asks for a group under a key of its own unless one is given. */
export const askToOpen = (
  opener: Acting | Caller,
  kind: GroupKind,
  zh = '世界小学',
  key: string = randomUUID(),
): Promise<Answer> => {
  const asked = { kind, name: { zh, en: `Group of ${zh}` } }
  // Staff's harness gives every request a key of its own.
  return 'memberId' in opener
    ? opener.send('POST', OPENED.institution, asked, { 'idempotency-key': key })
    : opener.send('POST', OPENED.staff, asked)
}

export const opened = async (opener: Acting | Caller, kind: GroupKind, zh?: string): Promise<TestGroup> => {
  const { status, body } = await askToOpen(opener, kind, zh)
  if (status !== 201) throw new Error(`opening a group: ${JSON.stringify(body)}`)
  return { groupId: body.groupId as string, code: body.code as string, opener }
}

/** A registered school with its owner, who opens its group. */
export const schoolOf = async (world: ResidentWorld, zh?: string): Promise<TestGroup> =>
  opened(await ownerOf(world, await registerTestInstitution(world, 'school')), 'school', zh)

/** Reads what she agrees to and joins. */
export const join = async (phone: Phone, code: string): Promise<Answer> => {
  const preview = await phone.send('POST', '/v1/me/groups/preview', { code })
  const consentVersion = (preview.body.consent?.version ?? 'none') as string
  return phone.send('POST', '/v1/me/groups', { code, consentVersion })
}

/** A resident of her own for a spec. */
let people = 0
export const rider = async (world: ResidentWorld): Promise<{ phone: Phone; accountId: string }> => {
  const personId = `SIM0000000002${String((people += 1)).padStart(5, '0')}`
  const phone = await world.resident({ ...mei, subject: personId, personId })
  return { phone, accountId: await accountIdOf(world, phone) }
}

/** Five riders in a group, with so many milligrams each issued for a day. */
export const fiveIn = async (
  world: ResidentWorld,
  { code }: TestGroup,
  day: CityDay,
  milligrams: readonly bigint[],
): Promise<{ phone: Phone; accountId: string }[]> => {
  const riders: { phone: Phone; accountId: string }[] = []
  for (const _each of milligrams) {
    const one = await rider(world)
    await join(one.phone, code)
    riders.push(one)
  }
  const postings = riders.map(({ accountId }, index) => ({ accountId, milligrams: milligrams[index] ?? 0n }))
  await issueRun(world.platform, { day, postings })
  return riders
}

/** The job of the night. */
export const reckon = ({ platform }: Pick<ResidentWorld, 'platform'>): Promise<void> =>
  platform.deps.jobs.runNow('group.reckon-months')

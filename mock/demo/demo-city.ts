import { setTimeout as wait } from 'node:timers/promises'
import {
  deskRide,
  deskRideByOtherChannel,
  operatorOf,
  type ReportedRide,
  type Resident,
} from '#mock/city/index'
import {
  type City,
  type Happenings,
  type HostAsk,
  type HostServer,
  type RideOrder,
  type Sights,
  type ShellCity,
  type ShownPart,
  type ShownResident,
} from '#mock/hosts/index'
import { loadSmallNetwork, type OperatorClient, type RideMode } from '#mock/operators/index'
import { pushedWords, tookWords } from './happening-words'

export interface DemoCityParts {
  readonly residents: readonly Resident[]
  readonly happenings: Happenings
  readonly sights: Sights
  readonly hosts: readonly HostServer[]
  readonly operators: ReadonlyMap<string, OperatorClient>
}

export interface DemoCity extends ShellCity {
  isStaffAutomatic(): boolean
  /** Has the operator push the rides and tells what came of it. */
  push(rides: readonly ReportedRide[]): Promise<void>
}

const MODES: readonly RideMode[] = ['metro', 'bus', 'bike', 'ferry']
/** How long one waits for the way at the desk; what is told of it is how long it takes. */
const WAITING_MILLISECONDS: Readonly<Record<RideMode, number>> = {
  metro: 4_000,
  bus: 0,
  bike: 3_000,
  ferry: 3_000,
}

/** What stands behind the shell: its people, their hosts, and the operators that report what they do at the desk. */
export const createDemoCity = ({
  residents,
  happenings,
  sights,
  hosts,
  operators,
}: DemoCityParts): DemoCity => {
  let isStaffAutomatic = true
  let pushes = 0

  const push = async (rides: readonly ReportedRide[]): Promise<void> => {
    for (const { operatorId, row } of rides) {
      const client = operators.get(operatorId)
      if (!client) throw new Error(`no machine for operator ${operatorId}`)
      const answer = await client.push(`desk-${Date.now().toString(36)}-${++pushes}`, [row])
      happenings.tell(pushedWords(operatorId, row, answer))
    }
  }
  const city = (part: ShownPart): Omit<City, 'otherPhoneUrl'> => ({
    part,
    residents: residents.filter((resident) => resident.part === part).map(shownResident),
    lines: linesOf(),
    isStaffAutomatic,
  })
  return {
    city,
    happenings,
    sights,
    push,
    isStaffAutomatic: () => isStaffAutomatic,
    letStaffWork: (isAutomatic) => void (isStaffAutomatic = isAutomatic),
    askHost: ({ hostId, residentId, question }: HostAsk) => {
      const host = hosts.find(({ connection }) => connection.hostId === hostId)
      if (!host) throw new Error(`no host ${hostId}`)
      return askHostServer(`${host.baseUrl}/app/${question}`, residentId)
    },
    ride: async (order: RideOrder) => {
      const resident = residents.find(({ residentId }) => residentId === order.residentId)
      const card = resident?.wallet[order.cardIndex]
      if (!resident || !card) throw new Error('no such resident or card')
      const { from, to } = { ...resident.commute, ...order }
      const boardedAt = new Date()
      happenings.tell(tookWords(resident, order.mode, from, to))
      await wait(WAITING_MILLISECONDS[order.mode])
      const ride = { resident, mode: order.mode, card, from, to, boardedAt }
      const reports = [deskRide(ride), order.alsoByOtherChannel ? deskRideByOtherChannel(ride) : undefined]
      await push(reports.filter((report) => report !== undefined))
    },
  }
}

const shownResident = (resident: Resident): ShownResident => ({
  residentId: resident.residentId,
  name: resident.name,
  storyZh: resident.storyZh,
  storyEn: resident.storyEn,
  locale: resident.locale,
  commute: resident.commute,
  isRealName: resident.personId !== null,
  cards: resident.wallet.map((card, index) => ({
    index,
    kind: card.kind,
    issuerZh: card.issuerZh,
    issuerEn: card.issuerEn,
    tail: card.value.slice(-4),
    modes: MODES.filter((mode) => operatorOf(card, mode) !== undefined),
  })),
})

const linesOf = (): City['lines'] => {
  const { stations } = loadSmallNetwork()
  const lines = [...new Set(stations.flatMap((station) => station.lines))]
  return lines.map((line) => ({
    line,
    stations: stations.filter((station) => station.lines.includes(line)).map(({ name }) => name),
  }))
}

const askHostServer = async (url: string, residentId: string): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ residentId }) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.json()
}

import { registerOperatorKey, registerStaff } from '#server/admin/index'
import type { Config } from '#server/platform/index'
import {
  createStaffClient,
  residents,
  workThroughQueue,
  type Resident,
  type StaffClient,
  type StaffDesks,
} from '#mock/city/index'
import { HOST_IDS, startHostServer, type HostId, type HostServer } from '#mock/hosts/index'
import {
  createOperatorClient,
  newKeyPair,
  operatorKey,
  publicBase64url,
  reportSettledRuns,
  type OperatorClient,
} from '#mock/operators/index'
import { startTestPlatform, testClock, type TestClock, type TestPlatform } from '#test/harness/index'

export const OPERATOR_IDS = ['sptcc', 'metro-app', 'bus-group', 'bike-blue', 'bike-green'] as const
export type OperatorId = (typeof OPERATOR_IDS)[number]

/** Windows of a minute, counted from the first receipt: tests move the clock over them. */
const SETTLING_SECONDS = 60

/** Everybody around the service, speaking the real protocols over loopback, on one clock that a test moves. */
export interface SimulatedCity {
  readonly platform: TestPlatform
  readonly clock: TestClock
  readonly host: (hostId: HostId) => HostServer
  readonly operator: (operatorId: OperatorId) => OperatorClient
  readonly staff: StaffDesks
  /** The settling windows end and are closed. */
  closeWindows(): Promise<void>
  /** Operators report what is settled; the centre verifies and confirms, the bureau confirms: each by its own signed or signed-in request. */
  workThroughQueues(): Promise<void>
  close(): Promise<void>
}

/**
 * The real service with the city's own data and three hosts, every operator and two staff registered as an administrator does.
 * Everything happens in the middle of the present month, so that the module's pages open on the month of the rides.
 */
export async function startSimulatedCity(
  people: readonly Resident[],
  bend: Pick<Partial<Config>, 'clockAheadSeconds'> = {},
): Promise<SimulatedCity> {
  const clock = testClock(midMonth())
  const hosts = await Promise.all(HOST_IDS.map((hostId) => startHost(hostId, people, clock)))
  const platform = await startTestPlatform({
    clock,
    overrides: {
      hosts: hosts.map(({ connection }) => connection),
      settlingAnchor: 'receipt',
      settlingSeconds: SETTLING_SECONDS,
      ...bend,
    },
  })
  const operators = new Map<string, OperatorClient>()
  for (const operatorId of OPERATOR_IDS)
    operators.set(operatorId, await registerOperator(operatorId, platform))
  const staff = {
    centre: await employ(platform, 'centre'),
    bureau: await employ(platform, 'bureau'),
  }
  return {
    platform,
    clock,
    host: (hostId) => hosts[HOST_IDS.indexOf(hostId)]!,
    operator: (operatorId) => operators.get(operatorId)!,
    staff,
    async closeWindows() {
      clock.advanceSeconds(SETTLING_SECONDS + 1)
      await platform.deps.jobs.runNow('settling.close-windows')
    },
    async workThroughQueues() {
      for (const operator of operators.values()) await reportSettledRuns(operator)
      for (;;) {
        const deeds = await workThroughQueue(staff)
        const refused = deeds.find(({ step }) => step === 'refused')
        if (refused) throw new Error(`${refused.by} was refused: ${refused.code}`)
        if (deeds.length === 0) return
      }
    },
    async close() {
      await platform.close()
      await Promise.all(hosts.map((host) => host.close()))
    },
  }
}

/** A person of her own for one story: the stage's first newcomer under another name, number and cards. */
export function personLikeMei(residentId: string, number: number): Resident {
  const [mei] = residents(new Date())
  if (mei === undefined) throw new Error('the simulated city has nobody in it')
  const tail = String(number).padStart(4, '0')
  const wallet = mei.wallet.map((card) => ({ ...card, value: card.value.slice(0, -4) + tail }))
  return { ...mei, residentId, personId: `SIM${String(1_000 + number).padStart(15, '0')}`, wallet }
}

/** The 15th of this month at nine in the morning. */
const midMonth = (): string =>
  `${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)}-15T09:00:00+08:00`

const startHost = (hostId: HostId, people: readonly Resident[], clock: TestClock): Promise<HostServer> =>
  startHostServer({
    hostId,
    clientSecret: `secret of ${hostId}`,
    signingPem: newKeyPair().privatePem,
    residents: people,
    port: 0,
    now: () => clock.now().getTime(),
  })

async function registerOperator(
  operatorId: string,
  { deps, url, clock }: TestPlatform,
): Promise<OperatorClient> {
  const key = operatorKey(operatorId, `${operatorId}-1`, newKeyPair().privatePem)
  await registerOperatorKey(
    deps,
    new Map([
      ['operator', operatorId],
      ['key-id', key.keyId],
      ['algorithm', 'ed25519'],
      ['key', publicBase64url(key.privateKey)],
    ]),
  )
  return createOperatorClient({ baseUrl: url, key, now: () => clock.now() })
}

async function employ({ deps, url, clock }: TestPlatform, role: 'centre' | 'bureau'): Promise<StaffClient> {
  const staffId = `${role}-tester`
  const { privateKey } = operatorKey(staffId, staffId, newKeyPair().privatePem)
  const publicKey = publicBase64url(privateKey)
  await registerStaff(
    deps,
    new Map([
      ['staff', staffId],
      ['name', staffId],
      ['role', role],
      ['public-key', publicKey],
    ]),
  )
  return createStaffClient(url, { staffId, privateKey }, () => clock.now().getTime())
}

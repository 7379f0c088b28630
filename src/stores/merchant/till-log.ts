import type { TillLogEntry, TillLogOutcomes } from '#contract'
import { tillLogText } from '#domain/voucher'
import type { HostPort, HostResult, Json } from '../../host'
import { digestOf } from '../signing'
import type { KeptTill } from './till-shelf'

/** What became of something that was taken without network. */
export type ToldTake = TillLogOutcomes['items'][number] & {
  readonly tillId: string
  readonly occurredAt: string
}

/** A till's log as its device keeps it. What is in it leaves only once the service has it. */
export interface KeptLog {
  readonly tillId: string
  readonly memberId: string
  readonly institutionId: string
  /** The last entry the service has, as it told us. */
  readonly head: { readonly sequence: number; readonly digest: string }
  /** Taken and not told yet, in order. */
  readonly entries: readonly TillLogEntry[]
  /** Vouchers (uuid) taken on the latest snapshot, and those that were not told yet when it came: among the twenty they count. */
  readonly taken: { readonly voucherIds: readonly string[] }
  /** Told and answered, the latest first. */
  readonly told: readonly ToldTake[]
  /** From this entry on the service takes none: changed on the device, or not following on. */
  readonly brokenFrom: number | null
}

const INDEX = 'till-logs'
const logKey = (tillId: string) => `till-log.${tillId}`

/** The logs of every till this device ever was. */
export class LogBook {
  constructor(private readonly store: HostPort['store']) {}

  /** Read anew each time: another page of the module may have written meanwhile. */
  of({ tillId, memberId, institutionId }: KeptTill): KeptLog {
    return (
      this.read(tillId) ?? {
        ...{ tillId, memberId, institutionId },
        head: { sequence: 0, digest: '0'.repeat(64) },
        ...{ entries: [], taken: { voucherIds: [] }, told: [], brokenFrom: null },
      }
    )
  }

  read(tillId: string): KeptLog | undefined {
    return this.store.get(logKey(tillId)) as KeptLog | undefined
  }

  all(): readonly KeptLog[] {
    return this.ids().flatMap((tillId) => this.read(tillId) ?? [])
  }

  /** Refused when the device has no room: then nothing was taken. */
  keep(log: KeptLog): HostResult<void> {
    const ids = this.ids()
    const listed = ids.includes(log.tillId) ? undefined : this.store.set(INDEX, [...ids, log.tillId])
    return listed?.ok === false ? listed : this.store.set(logKey(log.tillId), log as unknown as Json)
  }

  private ids(): readonly string[] {
    return (this.store.get(INDEX) as readonly string[] | undefined) ?? []
  }
}

/** Where the next entry follows on. */
export function endOf({ tillId, head, entries }: KeptLog): KeptLog['head'] {
  const last = entries[entries.length - 1]
  return last ? { sequence: last.sequence, digest: digestOf(tillLogText({ ...last, tillId })) } : head
}

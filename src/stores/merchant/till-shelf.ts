import type { OfflineSnapshot, Till } from '#contract'
import type { HostPort, HostResult, Json } from '../../host'

/** A till as its device keeps it. */
export interface KeptTill extends Till {
  readonly memberId: string
  readonly institutionId: string
  /** 32-byte Ed25519 seed in base64url; null where the host has no secure randomness to make one of. */
  readonly key: string | null
}

/** What it relies on without network, and how far the service's clock was ahead of this device's when it came. */
export interface KeptSnapshot {
  readonly snapshot: OfflineSnapshot
  readonly clockAheadMs: number
}

const TILLS = 'tills'
const snapshotKey = (tillId: string) => `till-snapshot.${tillId}`

/** The tills registered on this device, each with its key, and their snapshots. */
export class TillShelf {
  constructor(private readonly store: HostPort['store']) {}

  find({ memberId, shopId }: Pick<KeptTill, 'memberId' | 'shopId'>): KeptTill | undefined {
    return this.tills().find((till) => till.memberId === memberId && till.shopId === shopId)
  }

  /** A full device refuses: then the till is known until the module is closed, and takes nothing without network. */
  keep(till: KeptTill): HostResult<void> {
    const others = this.tills().filter(({ tillId }) => tillId !== till.tillId)
    return this.put([...others, till])
  }

  snapshotOf(tillId: string): KeptSnapshot | undefined {
    return this.store.get(snapshotKey(tillId)) as KeptSnapshot | undefined
  }

  keepSnapshot(tillId: string, kept: KeptSnapshot): HostResult<void> {
    return this.store.set(snapshotKey(tillId), kept as unknown as Json)
  }

  /** Keys and snapshots go; what the till took without network is kept elsewhere and stays. */
  forget(isGone: (till: KeptTill) => boolean): void {
    const tills = this.tills()
    for (const { tillId } of tills.filter(isGone)) this.store.remove(snapshotKey(tillId))
    this.put(tills.filter((till) => !isGone(till)))
  }

  private tills(): readonly KeptTill[] {
    return (this.store.get(TILLS) as readonly KeptTill[] | undefined) ?? []
  }

  private put(tills: readonly KeptTill[]): HostResult<void> {
    return this.store.set(TILLS, tills as unknown as Json)
  }
}

import type { HostPort, Json } from '../host'
import type { Keepsake } from './remote'

/** Last known data on the device, each marked with whose it is: another person at the same phone never sees it. */
export class LastKnown {
  constructor(
    private readonly store: HostPort['store'],
    private readonly owner: () => string | null,
  ) {}

  of<T>(subject: string): Keepsake<T> {
    const key = `last.${subject}`
    return {
      recall: () => {
        const kept = this.store.get(key) as { owner?: string; value?: T } | undefined
        const owner = this.owner()
        return owner !== null && kept?.owner === owner ? kept.value : undefined
      },
      keep: (value) => {
        const owner = this.owner()
        // A full device refuses; then there is no last known data, which every page can bear.
        if (owner !== null) this.store.set(key, { owner, value: value as Json })
      },
    }
  }
}

import type { Methodology, MethodologyList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { Api } from '../api/resources'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

/** The published rules by which rides become reductions. */
export class MethodologyStore {
  readonly list: RemoteValue<MethodologyList>

  constructor(api: Api['methodologies'], lastKnown: LastKnown) {
    this.list = new RemoteValue(() => api.list(), lastKnown.of<MethodologyList>('methodologies'))
    makeAutoObservable(this, { list: false })
  }

  /** The one version a calculation pinned, or the newest of the code when none is named. */
  find(code: string, version?: number): Methodology | undefined {
    const versions = this.list.shown?.items.filter((item) => item.code === code) ?? []
    if (version !== undefined) return versions.find((item) => item.version === version)
    return versions.reduce<Methodology | undefined>(
      (newest, item) => (newest && newest.version > item.version ? newest : item),
      undefined,
    )
  }
}

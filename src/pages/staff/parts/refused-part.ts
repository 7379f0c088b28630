import { isPartRefused } from '../../resident/parts/is-part-refused'
import type { ActFailure } from '../../resident/parts/use-act'
import type { Asked } from './act'

/** Which of what was asked the service names as wrong; undefined where it names none of them. */
export const refusedPart = (failure: ActFailure | undefined, asks: readonly Asked[]): Asked | undefined =>
  asks.find(({ name, wire = [name] }) => wire.some((part) => isPartRefused(failure, part)))

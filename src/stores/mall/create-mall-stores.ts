import { pointsApi } from '../../api/resources/points'
import type { Stores } from '../create-stores'
import { PointsStore } from './points-store'

/** Builds what the mall's pages read, over the session of the resident who is here. */
export const createMallStores = ({ client, lastKnown }: Pick<Stores, 'client' | 'lastKnown'>) => ({
  points: new PointsStore(pointsApi(client), lastKnown),
})

export type MallStores = ReturnType<typeof createMallStores>

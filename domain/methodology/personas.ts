import { addToDraftSums, NO_RIDES, type DraftSums } from './draft-run'
import type { Formula, Words } from './methodology'
import personas from './personas/personas.json'

/** A described way of getting about, to compare formulas with. Data of our own making, and no statistic. */
interface Persona {
  readonly personaId: string
  readonly name: Words
  readonly rides: readonly {
    readonly sceneId: string
    readonly distanceMeters: number | null
    readonly timesAMonth: number
  }[]
}

const PERSONAS: readonly Persona[] = personas

/** What a month of a persona's rides in the scene comes to; personas who do not ride there are left out. */
export const comparePersonas = (
  sceneId: string,
  draft: Formula,
  inForce: Formula | null,
): { personaId: string; name: Words; sums: DraftSums }[] =>
  PERSONAS.map(({ personaId, name, rides }) => ({
    personaId,
    name,
    sums: rides
      .filter((ride) => ride.sceneId === sceneId)
      .reduce(
        (sums, { distanceMeters, timesAMonth }) =>
          addToDraftSums(sums, draft, { distanceMeters, rides: BigInt(timesAMonth), inForce }),
        NO_RIDES,
      ),
  })).filter(({ sums }) => sums.rides > 0n)

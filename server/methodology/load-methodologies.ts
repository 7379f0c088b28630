import { readMethodology, type Methodology } from '#domain/methodology'
import type { Dependencies } from '#server/platform/index'

import bike from '../../domain/methodology/data/shanghai/bike.json'
import bus from '../../domain/methodology/data/shanghai/bus.json'
import electricCar from '../../domain/methodology/data/shanghai/electric-car.json'
import ferry from '../../domain/methodology/data/shanghai/ferry.json'
import householdElectricity from '../../domain/methodology/data/shanghai/household-electricity.json'
import metro from '../../domain/methodology/data/shanghai/metro.json'

import { keepMethodology } from './publish-methodology'

const CITY_RECORDS: readonly unknown[] = [metro, bus, bike, ferry, electricCar, householdElectricity]

/**
 * Brings the city's own methodologies into the database. One that is there already is left alone; one whose published text was
 * changed stops the start, because rides have been counted by it.
 */
export const loadMethodologies = async (deps: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  for (const record of CITY_RECORDS) {
    const methodology: Methodology | { faults: readonly string[] } = readMethodology(record)
    if ('faults' in methodology)
      throw new Error(`A methodology of the city is faulty: ${methodology.faults.join('; ')}`)
    const outcome = await keepMethodology(deps, methodology, { actor: 'release', way: 'release' })
    if (outcome.kind === 'refused')
      throw new Error(`${methodology.code} v${methodology.version}: ${outcome.reason}`)
  }
}

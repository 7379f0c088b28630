/** How surely we know a person or that a card is hers: attested by the host, or besides by a city code 随申码 she presented. */
export type Proof = 'host' | 'cityCode'

/** Proof only ever rises: presenting nothing today does not undo what was presented before. */
export const higherProof = (a: Proof, b: Proof): Proof =>
  a === 'cityCode' || b === 'cityCode' ? 'cityCode' : 'host'

import { fen, type Fen, type Grams } from '#domain/measure'

const GRAMS_PER_TONNE = 1_000_000n

/** What grams would bring at a price per tonne, floored to the fen: less than a fen is not money. */
export const saleFen = (amount: Grams, fenPerTonne: number): Fen =>
  fen(Number((BigInt(amount) * BigInt(fenPerTonne)) / GRAMS_PER_TONNE))

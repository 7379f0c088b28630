/** A report of suspected fraud: received, being looked at, answered. */
export type FraudState = 'received' | 'lookedAt' | 'answered'
export type FraudStep = 'look' | 'answer'

/** The state after a step; looking at what is looked at already changes nothing, and what was answered stays answered. */
export const decideFraudStep = (
  state: FraudState,
  step: FraudStep,
): FraudState | 'fraud.already-answered' => {
  if (state === 'answered') return 'fraud.already-answered'
  return step === 'answer' ? 'answered' : 'lookedAt'
}

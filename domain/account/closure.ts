/** What shall happen to what is left: given to the public pool, where it can only be cancelled, or nothing is left. */
export type Disposal = 'publicPool' | 'nothingLeft'

export type ClosureDecision = 'close' | 'disposeAndClose' | 'disposalNeeded'

/** Nothing a person holds disappears by closing: while anything is left she must have said where it goes. */
export const decideClosure = (asked: {
  readonly remainingMilligrams: number
  readonly disposal: Disposal
}): ClosureDecision => {
  if (asked.remainingMilligrams === 0) return 'close'
  return asked.disposal === 'publicPool' ? 'disposeAndClose' : 'disposalNeeded'
}

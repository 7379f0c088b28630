/** One measured figure: a line of JSON on standard output. `reference` is what the same machine did in the same run. */
export interface Figure {
  readonly bench: string
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly reference: string | null
}

export function printFigure(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

/** The middle one of an odd number of measurements. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)]
  if (middle === undefined) throw new Error('There is no middle of nothing.')
  return middle
}

/** How to ask a device for a smaller copy; each step asks for less. */
export interface ShrinkStep {
  /** 1 = as good as it was. */
  readonly quality: number
  readonly widthPxMax: number
}

export const SHRINK_STEPS: readonly ShrinkStep[] = [
  { quality: 0.8, widthPxMax: 1280 },
  { quality: 0.7, widthPxMax: 960 },
  { quality: 0.6, widthPxMax: 640 },
]

/** The first copy that fits, else the smallest there is; a device that makes no copies leaves the picture as it was. */
export async function shrink(
  picture: Uint8Array,
  bytesMax: number,
  copy: (step: ShrinkStep) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array> {
  let smallest = picture
  for (const step of SHRINK_STEPS) {
    if (smallest.byteLength <= bytesMax) break
    const made = await copy(step)
    if (made && made.byteLength > 0 && made.byteLength < smallest.byteLength) smallest = made
  }
  return smallest
}

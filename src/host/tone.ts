import type { FeelKind, HostResult } from './port'
import { DONE, refused } from './result'

/** Hertz, one after the other: upwards for yes, level for not yet, down for no. */
const TONES: Readonly<Record<FeelKind, readonly number[]>> = {
  done: [880, 1320],
  wait: [660],
  refused: [330, 220],
}
const TONE_SECONDS = 0.14

/** The part of Web Audio that browsers and WeChat both have. */
interface AudioContextLike {
  readonly currentTime: number
  readonly destination: unknown
  createOscillator(): {
    readonly frequency: { value: number }
    connect(destination: unknown): unknown
    start(when: number): void
    stop(when: number): void
  }
}

/** Plays short tones on a context that is made once: hosts keep only a few of them. */
export function tonePlayer(makeContext: () => unknown): (kind: FeelKind) => Promise<HostResult<void>> {
  let context: AudioContextLike | undefined
  return async (kind) => {
    try {
      context ??= makeContext() as AudioContextLike | undefined
      if (!context) return refused('unsupported')
      for (const [place, hertz] of TONES[kind].entries()) {
        const oscillator = context.createOscillator()
        const from = context.currentTime + place * TONE_SECONDS
        oscillator.frequency.value = hertz
        oscillator.connect(context.destination)
        oscillator.start(from)
        oscillator.stop(from + TONE_SECONDS)
      }
      return DONE
    } catch {
      return refused('unsupported')
    }
  }
}

import type { HandedOver, HostPort, HostResult } from '../port'

/** What a poster is drawn with: the part of a canvas that every host has. */
export interface PosterPen {
  fillStyle: unknown
  font: string
  textAlign: string
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { readonly width: number }
}

export interface Poster {
  /** Name of the file, with its ending. */
  readonly name: string
  readonly widthPx: number
  readonly heightPx: number
  readonly paint: (pen: PosterPen) => void
}

/** Pictures the module draws itself, apart from the one port: only the page with a poster loads this. */
export interface PosterPort {
  /**
   * Draws a poster and gives it to her to keep, in the host's own way or as the file `handOver` takes. `unsupported` where the host has
   * nothing to draw on.
   */
  keep(poster: Poster, handOver: HostPort['handOver']): Promise<HostResult<HandedOver>>
}

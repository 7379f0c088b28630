import type { HostResult } from '../port'

/** Pictures on the phone, apart from the one port: only pages for work ask for them, so nobody else loads this. */
export interface PicturePort {
  /**
   * One picture of hers, from the album or the camera, as the host lets her choose. Where its file is larger than `bytesMax` the device
   * makes it smaller; one it cannot make small enough comes as small as it went.
   */
  choose(bytesMax: number): Promise<HostResult<Uint8Array>>
}

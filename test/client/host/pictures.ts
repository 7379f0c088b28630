import { guard, type Threads } from './logic-instance'
import type { Callbacks } from './api-bridge'
import type { Device } from './device'
import { HostRefusal } from './host-api'

const PATH = 'wxfile://tmp/picked'

/** Where what she picked lies; a host says no when she closes the album again. */
export function pickedPath(device: Device): string {
  if (!device.picked) throw new HostRefusal('cancelled')
  return PATH
}

/** `readFile` of a host's file system: without an encoding the bytes of a file. */
export const readPicked =
  ({ realm, onFault }: Threads, device: Device, missing: object) =>
  ({ filePath, success, fail }: { filePath: string } & Callbacks) => {
    const { picked } = device
    void Promise.resolve().then(() =>
      guard(onFault, () =>
        picked && filePath === PATH
          ? success?.({ data: realm.tools.buffer(JSON.stringify([...picked])) })
          : fail?.(realm.copyIn(missing)),
      ),
    )
  }

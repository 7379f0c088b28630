import type { Device, Signal } from './device'

/** `onX(listener)` and `offX(listener?)` for everything the device tells of its own accord. */
export function signals(device: Device, copyIn: <T>(value: T) => T) {
  const names: Signal[] = ['themeChange', 'networkStatusChange', 'userCaptureScreen', 'appShow', 'appHide']
  const wrapped = new WeakMap<object, (news: object) => void>()
  return Object.fromEntries(
    names.flatMap((signal) => {
      const suffix = signal[0]!.toUpperCase() + signal.slice(1)
      const listen = (listener: (news: object) => void) => {
        const copying = (news: object) => listener(copyIn(news))
        wrapped.set(listener, copying)
        device.listen(signal, copying)
      }
      return [
        [`on${suffix}`, listen],
        [
          `off${suffix}`,
          (listener?: (news: object) => void) => device.forget(signal, listener && wrapped.get(listener)),
        ],
      ]
    }),
  )
}

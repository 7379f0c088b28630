import Taro from '@tarojs/taro'
import type { HandedOver, HostRefusal, HostResult } from '../../../host'
import { useStores } from '../../../stores'
import { useFailureNotice } from './use-failure-notice'

/** Here no second try would give a file. */
const HOPELESS: readonly HostRefusal[] = ['unsupported', 'bridgeMissing', 'notPermitted']

interface Giving<T> {
  readonly handOver: (file: T) => Promise<HostResult<HandedOver>>
  /** What the clipboard takes of it; undefined of a file that is no text. */
  readonly textOf: (file: T) => string | undefined
  /** In words, by which way it was given. */
  readonly say: (way: HandedOver | 'copied' | 'copyFailed', file: T) => string
  /** Keeps it for another tap, which some hosts want; undefined when it is given. */
  readonly wait: (file: T | undefined) => void
  /** Nothing but another way is left for a file that is no text. */
  readonly elsewhere?: () => void
}

/** Gives a file by the best way this host has, the clipboard last, and says which it was. */
export function useGiving<T>(giving: Giving<T>): (file: T) => Promise<void> {
  const { handOver, textOf, say, wait, elsewhere } = giving
  const { ui } = useStores()
  const sayFailure = useFailureNotice()
  return async (file) => {
    const given = await handOver(file)
    if (given.ok) {
      wait(undefined)
      return ui.say(say(given.value, file))
    }
    if (HOPELESS.includes(given.refusal)) {
      const text = textOf(file)
      if (text === undefined) return elsewhere?.()
      return ui.say(say((await copyText(text)) ? 'copied' : 'copyFailed', file))
    }
    wait(file)
    if (given.refusal !== 'needsTap') sayFailure(given)
  }
}

/** Whether the host took it to its clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch {
    return false
  }
}

import { useRouter } from '@tarojs/taro'
import { useRef } from 'react'
import { useStaffShown } from './use-staff-shown'

/** Loads a list when its page comes into view: at first in the state the way here named, after that as she left it. */
export function useListShown<S extends string>(
  states: readonly S[],
  { choose, load }: { readonly choose: (state: S) => unknown; readonly load: () => unknown },
): void {
  const { state } = useRouter().params
  const named = useRef(states.find((known) => known === state))
  useStaffShown(() => {
    const wanted = named.current
    named.current = undefined
    return wanted === undefined ? load() : choose(wanted)
  })
}

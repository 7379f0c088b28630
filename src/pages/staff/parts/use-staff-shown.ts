import { useDidShow } from '@tarojs/taro'
import { useStaffStores } from '../../../stores/staff'

/** Runs when the page comes into view with somebody signed in, also on return from another or from the sign-in; what waits is counted again where that was a while ago. */
export function useStaffShown(onShow: () => unknown): void {
  const { session, desk } = useStaffStores()
  useDidShow(() => {
    if (!session.staff) return
    void onShow()
    // A page that has just counted, the desk itself, is not asked twice.
    void desk.freshen()
  })
}

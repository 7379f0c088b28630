import { useDidShow } from '@tarojs/taro'
import { useStaffStores } from '../../../stores/staff'

/** Runs when the page comes into view with somebody signed in, also on return from another or from the sign-in. */
export function useStaffShown(onShow: () => unknown): void {
  const { session } = useStaffStores()
  useDidShow(() => {
    if (session.staff) void onShow()
  })
}

import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useRef } from 'react'
import { useWords } from '../../i18n'
import { approvalWords } from '../../i18n/mall/approval'
import { useMallStores } from '../../stores/mall'
import { LinkButton } from '../../ui'
import { Loaded, ResidentPage, useShown } from '../resident/parts'
import { Asked } from './parts/asked'
import { EnterApproval } from './parts/enter-approval'

/** A shop asks for her points: the code of its screen, then who asks for how much, then her yes or no. */
export default observer(function ApprovalPage() {
  const { approval } = useMallStores()
  const { code = '' } = useRouter().params
  const say = useWords(approvalWords)
  const isHere = useRef(false)
  useShown(
    () => {
      if (isHere.current) return approval.watch()
      isHere.current = true
      return approval.arrive(code)
    },
    () => approval.unwatch(),
  )
  useEffect(() => () => approval.depart(), [approval])
  return (
    <ResidentPage title={say('title')}>
      {approval.code === '' ? (
        <EnterApproval />
      ) : (
        <>
          <Loaded remote={approval.asked.remote} onRetry={() => approval.asked.load()}>
            {(order) => <Asked order={order} />}
          </Loaded>
          {approval.isOver && <LinkButton onTap={() => approval.leave()}>{say('other')}</LinkButton>}
        </>
      )}
    </ResidentPage>
  )
})

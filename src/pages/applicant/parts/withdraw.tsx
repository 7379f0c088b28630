import { useState } from 'react'
import type { ApiResult } from '../../../api'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { Button } from '../../../ui'
import { WithdrawSheet } from './withdraw-sheet'

/** The way out of an application, at the end of its page. */
export function Withdraw({ withdraw }: { withdraw: (words: string) => Promise<ApiResult<unknown>> }) {
  const say = useWords(stepWords)
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button kind="danger" onTap={() => setAsking(true)}>
        {say('withdraw')}
      </Button>
      {isAsking && <WithdrawSheet withdraw={withdraw} onClose={() => setAsking(false)} />}
    </>
  )
}

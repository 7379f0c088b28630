import type { Entrustment } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { entrustmentWords } from '../../../i18n/applicant/entrustments'
import { stepWords } from '../../../i18n/applicant/door'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Row, Sheet, Stamp, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { useDay } from './use-day'

/** One site she entrusted, and the way to take it back. */
export const GivenRow = observer(function GivenRow({ given }: { given: Entrustment }) {
  const locale = useLocale()
  const say = useWords(entrustmentWords)
  const day = useDay()
  const [isAsking, setAsking] = useState(false)
  const { institution, siteKey, grantedAt, endedAt } = given
  const name = institution[locale]
  return (
    <>
      <Row
        title={name}
        detail={
          <>
            <View>{say(siteKey.kind === 'landParcel' ? 'landParcel' : 'gridAccount', siteKey)}</View>
            <View>
              {endedAt ? say('ended', { when: day(endedAt) }) : say('since', { when: day(grantedAt) })}
            </View>
          </>
        }
        end={endedAt && <Stamp kind="plain">{say('over')}</Stamp>}
      />
      {!endedAt && (
        <View className="row">
          <Button kind="quiet" label={say('takeName', { name })} onTap={() => setAsking(true)}>
            {say('take')}
          </Button>
        </View>
      )}
      {isAsking && <TakeBackSheet given={given} name={name} onClose={() => setAsking(false)} />}
    </>
  )
})

interface TakeBackSheetProps {
  given: Entrustment
  name: string
  onClose: () => void
}

function TakeBackSheet({ given, name, onClose }: TakeBackSheetProps) {
  const { ui } = useStores()
  const { entrustments } = useApplicantStores()
  const say = useWords(entrustmentWords)
  const sayStep = useWords(stepWords)
  const { perform, fault } = useAct(
    () => entrustments.end(given.entrustmentId),
    () => {
      ui.say(say('taken'))
      onClose()
    },
  )
  return (
    <Sheet title={say('takeTitle', { name })} onClose={onClose}>
      <View className="para">{say('takeHow')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={perform}>
        {say('takeYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {sayStep('cancel')}
      </Button>
    </Sheet>
  )
}

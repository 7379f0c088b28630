import { massText, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, numberText, timeText, useLocale, useWords } from '../../i18n'
import { closureWords } from '../../i18n/resident/account'
import { FormsOut, loadTogether, useStores } from '../../stores'
import { Button, Heading, Quantity, Row, Sheet, Switch, Tip, useMassName } from '../../ui'
import { Loaded, ResidentPage, useFailureNotice, useShown } from '../resident/parts'

/** The way out, with what it costs before it is taken. */
export default observer(function ClosurePage() {
  const stores = useStores()
  const { home, ride, navigation } = stores
  const nameMass = useMassName()
  const say = useWords(closureWords)
  const [isRead, setRead] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [forms] = useState(() => new FormsOut(stores))
  useShown(() => loadTogether(home.home, ride.appeals, forms.vouchers))
  const openAppeals = ride.appeals.shown?.items.filter(({ state }) => state === 'open').length ?? 0
  return (
    <ResidentPage title={say('title')}>
      <Loaded remote={home.home.remote} onRetry={() => home.home.load()}>
        {({ balanceMilligrams, convertibleMilligrams, pendingMilligrams }) => (
          <>
            <View className="hero">
              <Text className="note">{say('left')}</Text>
              <Quantity mass={milligrams(balanceMilligrams)} size={6} expands />
            </View>
            <Heading>{say('first')}</Heading>
            <Tip kind="refuse">
              {balanceMilligrams > 0 && <View>{say('effect1')}</View>}
              {convertibleMilligrams > 0 && <View className="para">{say('effectConvert')}</View>}
              <View className="para">
                {pendingMilligrams > 0
                  ? say('effectPending', { mass: nameMass(massText(milligrams(pendingMilligrams))) })
                  : say('effect2')}
              </View>
              <FormsFollow forms={forms} />
              {openAppeals > 0 && <View className="para">{say('effectAppeals', { n: openAppeals })}</View>}
              {(['effect3', 'effect4', 'effect5'] as const).map((effect) => (
                <View className="para" key={effect}>
                  {say(effect)}
                </View>
              ))}
            </Tip>
            <Button kind="quiet" onTap={() => navigation.open('my-data')}>
              {say('exportFirst')}
            </Button>
            <Row
              title={say('understood')}
              end={<Switch label={say('understood')} isOn={isRead} onTurn={setRead} />}
            />
            <Button kind="danger" disabled={!isRead} onTap={() => setAsking(true)}>
              {say('close')}
            </Button>
            {isAsking && <LastQuestion hasRest={balanceMilligrams > 0} onClose={() => setAsking(false)} />}
          </>
        )}
      </Loaded>
    </ResidentPage>
  )
})

/** What she took a code for that needs no network is not settled when she goes. */
const FormsFollow = observer(function FormsFollow({ forms: { until, points } }: { forms: FormsOut }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(closureWords)
  if (until === undefined) return null
  const when = dayText(until, locale, now())
  return (
    <View className="para">{say('effectForms', { n: numberText(points), when, time: timeText(until) })}</View>
  )
})

function LastQuestion({ hasRest, onClose }: { hasRest: boolean; onClose: () => void }) {
  const { me, ui, navigation } = useStores()
  const say = useWords(closureWords)
  const sayFailure = useFailureNotice()
  const close = async () => {
    const result = await me.close(hasRest ? 'publicPool' : 'nothingLeft')
    if (!result.ok) return sayFailure(result)
    ui.say(say('closed'))
    await navigation.replace('welcome')
  }
  return (
    <Sheet title={say('ask')} onClose={onClose}>
      <Button onTap={onClose}>{say('keep')}</Button>
      <Button kind="danger" onTap={close}>
        {say('confirm')}
      </Button>
    </Sheet>
  )
}

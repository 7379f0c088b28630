import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { instrumentWords } from '../../i18n/resident/scenes'
import { loadTogether, useStores } from '../../stores'
import { Button, Empty, Heading, List, Tip } from '../../ui'
import { Loaded, ResidentPage, useFailureNotice, useShown } from './parts'
import { InstrumentRow } from './parts/instrument-row'
import { LinkOutcomes } from './parts/link-outcomes'
import { MissingRideHelp } from './parts/missing-ride-help'

/** What she rides with: each card and code with its own state, linked from the host's signed list and nothing typed. */
export default observer(function Instruments() {
  const { instruments, scenes, session } = useStores()
  const say = useWords(instrumentWords)
  const load = () => instruments.list.load()
  useShown(
    () =>
      loadTogether(instruments.list, ...(session.standing === 'open' ? [scenes.scenes, scenes.mine] : [])),
    () => instruments.forgetOutcomes(),
  )
  return (
    <ResidentPage title={say('title')}>
      <Loaded remote={instruments.list.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="card" title={say('emptyTitle')} detail={say('emptyDetail')} />
          ) : (
            <List label={say('title')}>
              {items.map((instrument) => (
                <InstrumentRow instrument={instrument} key={instrument.instrumentId} />
              ))}
            </List>
          )
        }
      </Loaded>
      <LinkOutcomes />
      <Link />
      <CityCode />
      <MissingRideHelp />
    </ResidentPage>
  )
})

const Link = observer(function Link() {
  const { instruments } = useStores()
  const say = useWords(instrumentWords)
  const sayFailure = useFailureNotice()
  const link = async () => {
    const result = await instruments.link()
    if (!result.ok) sayFailure(result)
  }
  if (!instruments.canLink) return <Tip>{say('cannotLink')}</Tip>
  return (
    <>
      <Button onTap={link}>{say('link')}</Button>
      <Text className="note">{say('linkHint')}</Text>
    </>
  )
})

const CityCode = observer(function CityCode() {
  const { instruments, session, ui } = useStores()
  const say = useWords(instrumentWords)
  const sayFailure = useFailureNotice()
  const present = async () => {
    const result = await instruments.presentCityCode()
    if (!result.ok) return sayFailure(result)
    ui.say(say('cityCodeDone', { name: result.value.maskedName }))
    await session.me.load()
  }
  if (!instruments.canPresentCityCode || session.me.shown?.proof === 'cityCode') return null
  return (
    <>
      <Heading>{say('cityCode')}</Heading>
      <Text className="note">{say('cityCodeHint')}</Text>
      <Button kind="quiet" onTap={present}>
        {say('cityCode')}
      </Button>
    </>
  )
})

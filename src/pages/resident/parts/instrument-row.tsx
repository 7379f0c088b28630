import type { Instrument, InstrumentKind } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { instrumentWords } from '../../../i18n/resident/scenes'
import { useStores } from '../../../stores'
import { Button, Glyph, type GlyphName, LinkButton, Row, Sheet } from '../../../ui'
import { useFailureNotice } from './use-failure-notice'
import { useNamed } from './use-named'

export const GLYPH_OF_KIND: Record<InstrumentKind, GlyphName> = {
  rideCode: 'code',
  phoneCard: 'card',
  bikeAccount: 'bike',
  plasticCard: 'card',
}

/** A card or code of hers: whose it is by, how well that is proved, when it last rode; and the way to let it go. */
export const InstrumentRow = observer(function InstrumentRow({ instrument }: { instrument: Instrument }) {
  const { navigation, now, scenes, session } = useStores()
  const locale = useLocale()
  const say = useWords(instrumentWords)
  const named = useNamed()
  const [isAsking, setAsking] = useState(false)
  const { kind, issuer, maskedNumber, linkedAt, unlinkedAt, lastRideAt, proof } = instrument
  const day = (instant: string) => ({ when: dayText(instant, locale, now()) })
  const use = unlinkedAt
    ? say('ended', day(unlinkedAt))
    : lastRideAt
      ? say('lastRide', day(lastRideAt))
      : say('noRide', day(linkedAt))
  const isShutOut = session.standing === 'open' && unlinkedAt === null && scenes.isShutOut(issuer)
  const name = `${named(issuer)} ${maskedNumber}`
  return (
    <>
      <Row
        glyph={<Glyph name={GLYPH_OF_KIND[kind]} />}
        title={name}
        detail={
          <>
            <View>
              {say(kind)} · {say(proof === 'cityCode' ? 'proofCityCode' : 'proofHost')}
            </View>
            <View>{use}</View>
            {isShutOut && (
              <>
                <View className="strong">{say('shutOut')}</View>
                <LinkButton onTap={() => void navigation.replace('scenes')}>{say('shutOutGo')}</LinkButton>
              </>
            )}
          </>
        }
        end={unlinkedAt === null && <LinkButton onTap={() => setAsking(true)}>{say('unlink')}</LinkButton>}
      />
      {isAsking && <UnlinkSheet instrument={instrument} name={name} onClose={() => setAsking(false)} />}
    </>
  )
})

interface UnlinkSheetProps {
  instrument: Instrument
  name: string
  onClose: () => void
}

function UnlinkSheet({ instrument, name, onClose }: UnlinkSheetProps) {
  const { instruments, ui } = useStores()
  const say = useWords(instrumentWords)
  const sayFailure = useFailureNotice()
  const unlink = async () => {
    const result = await instruments.unlink(instrument.instrumentId)
    if (!result.ok) return sayFailure(result)
    ui.say(say('unlinked'))
    onClose()
  }
  return (
    <Sheet title={say('unlinkAsk', { name })} onClose={onClose}>
      <View className="para">{say('unlinkText')}</View>
      <Button kind="danger" onTap={unlink}>
        {say('unlink')}
      </Button>
    </Sheet>
  )
}

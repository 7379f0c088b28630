import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { readCode } from '#domain/voucher'
import { useWords } from '../../../i18n'
import { offlineWords } from '../../../i18n/merchant/offline'
import { tillWords } from '../../../i18n/merchant/till'
import { useStores } from '../../../stores'
import { useMember } from '../../../stores/member'
import { isMerchants, useMerchantStores } from '../../../stores/merchant'
import { Button, Field, Glyph, LinkButton, List, Row } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { OfflineLine } from './offline-line'
import { useMembershipText } from './membership-text'

const DIGITS = 18

/** The ways in: a scan under the thumb, and the digits for a scratched screen. */
export const TakeForm = observer(function TakeForm() {
  const { till, canScan } = useMerchantStores()
  const { session } = useMember()
  const { navigation } = useStores()
  const say = useWords(tillWords)
  const tellFailure = useFailureNotice()
  const text = useMembershipText()
  const scan = async () => {
    const scanned = await till.scan()
    if (!scanned.ok && scanned.refusal !== 'cancelled') tellFailure(scanned)
  }
  const { membership } = session
  const isOneOfSeveral = session.offered.filter(isMerchants).length > 1
  return (
    <View className="take">
      {membership && (
        <View className="split">
          <Text className="note row-b">{say('who', text(membership))}</Text>
          {isOneOfSeveral && (
            <LinkButton onTap={() => navigation.replace('work', { stay: true })}>{say('change')}</LinkButton>
          )}
        </View>
      )}
      {canScan() && (
        <View
          className="scan"
          hoverClass="hover"
          role="button"
          aria-busy={till.isBusy}
          onClick={() => void scan()}
        >
          <Glyph name="scan" />
          <Text>{say('scan')}</Text>
        </View>
      )}
      <OfflineLine />
      <TypedCode />
      <Untold />
    </View>
  )
})

/** What waits for the network, a tap from its list. */
const Untold = observer(function Untold() {
  const { navigation } = useStores()
  const { offline } = useMerchantStores()
  const say = useWords(offlineWords)
  if (offline.untold === 0) return null
  return (
    <List>
      <Row
        glyph={<Glyph name="wait" />}
        title={say('untold', { n: offline.untold })}
        onTap={() => void navigation.replace('today')}
      />
    </List>
  )
})

function TypedCode() {
  const { till } = useMerchantStores()
  const say = useWords(tillWords)
  const [digits, setDigits] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const redeem = async () => {
    const isCode = readCode(digits) !== undefined
    setFaulty(!isCode)
    if (isCode) await till.take(digits)
  }
  const write = (written: string) => {
    setFaulty(false)
    setDigits(written.replace(/\D/g, '').slice(0, DIGITS))
  }
  return (
    <View>
      <Field
        kind="number"
        label={say('typed')}
        hint={digits === '' ? say('typedHint') : grouped(digits)}
        value={digits}
        onChange={write}
        lengthMax={DIGITS}
        {...(isFaulty ? { fault: say('typedFault') } : {})}
      />
      <Button kind="quiet" disabled={digits === ''} onTap={redeem}>
        {say('redeem')}
      </Button>
    </View>
  )
}

/** As they stand on the guest's screen, in threes. */
const grouped = (digits: string): string => digits.replace(/(\d{3})(?=\d)/g, '$1 ')

import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { timeText, useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/credit/statements'
import { useCreditStores } from '../../../stores/credit'
import { Button, Tip } from '../../../ui'
import { QrCode } from '../../../ui/qr-code'
import { useAct } from '../../resident/parts/use-act'

const GROUP = /\d{4}/g

/** The code that reads a statement once: to scan, and in digits to read out. */
export const ShownCode = observer(function ShownCode() {
  const { statements } = useCreditStores()
  const say = useWords(statementWords)
  const { perform, fault } = useAct(() => statements.show(), nothing)
  const { code } = statements
  const groups = code?.digits.match(GROUP) ?? []
  return (
    <>
      {code && (
        <View className="shown">
          <QrCode text={code.digits} kind="digits" label={say('qr')} />
          <View className="shown-d" role="img" aria-label={`${say('digits')} ${groups.join(' ')}`}>
            {groups.map((group, place) => (
              <Text className="shown-g" key={place}>
                {group}
              </Text>
            ))}
          </View>
        </View>
      )}
      <View className="para" role="status" aria-live="polite">
        {code && `${say('shown')}。${say('shownHint', { time: timeText(code.endsAt) })}`}
      </View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind={code ? 'quiet' : 'primary'} onTap={perform}>
        {say(code ? 'showAgain' : 'show')}
      </Button>
      {code && (
        <Button kind="quiet" onTap={() => statements.hide()}>
          {say('hide')}
        </Button>
      )}
    </>
  )
})

const nothing = () => {}

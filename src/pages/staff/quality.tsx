import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { monthText, numberText, useLocale, useWords } from '../../i18n'
import { qualityWords } from '../../i18n/staff/quality'
import { useStaffStores } from '../../stores/staff'
import { Chips, Empty } from '../../ui'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from './parts'
import { QualityCard } from './parts/supervision/quality-card'
import { QualityFile } from './parts/supervision/quality-file'

/** How good the data was that came in a month, by operator and scene. */
export default observer(function Quality() {
  const { quality } = useStaffStores().supervision
  const locale = useLocale()
  const say = useWords(qualityWords)
  useStaffShown(() => quality.report.load())
  return (
    <StaffPage title={say('title')} place="quality">
      <Chips
        label={say('month')}
        options={quality.months.map((value) => ({ value, name: monthText(value, locale) }))}
        chosen={quality.month}
        onChoose={(month) => void quality.choose(month)}
      />
      <Loaded remote={quality.report.remote} onRetry={() => quality.report.load()}>
        {({ isClosed, uncountedRows, items }) => (
          <>
            <View className="note">{say(isClosed ? 'final' : 'notFinal')}</View>
            {uncountedRows > 0 && (
              <View className="note">{say('uncounted', { n: numberText(uncountedRows) })}</View>
            )}
            {items.length === 0 ? (
              <Empty title={say('empty')} detail={say('emptyDetail')} />
            ) : (
              <>
                <View className="tiles">
                  {items.map((row) => (
                    <QualityCard key={`${row.operatorId} ${row.sceneId}`} row={row} />
                  ))}
                </View>
                <QualityFile />
              </>
            )}
          </>
        )}
      </Loaded>
    </StaffPage>
  )
})

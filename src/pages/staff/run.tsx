import type { RunDetail } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { runWords } from '../../i18n/staff/run'
import { useStaffStores } from '../../stores/staff'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from './parts'
import { RunActs } from './parts/run-acts'
import { RunAnomalies } from './parts/run-anomalies'
import { RunConfirmations } from './parts/run-confirmations'
import { RunDistricts } from './parts/run-districts'
import { RunFigures } from './parts/run-figures'
import { RunHistory } from './parts/run-history'
import { RunReplay } from './parts/run-replay'
import { RunSamples } from './parts/run-samples'

/** One issuance run: its figures, what speaks against them, the replay, and the acts that put a name to it. */
export default observer(function RunPage() {
  const { run } = useStaffStores()
  const { runId = '' } = useRouter().params
  const say = useWords(runWords)
  useStaffShown(() => run.open(runId))
  return (
    <StaffPage title={say('title')} place="runs">
      {/* Another run may still be the shown one while this page opens. */}
      {(run.runId === runId || run.runId === '') && (
        <Loaded remote={run.detail.remote} onRetry={() => run.open(runId)}>
          {(detail) => <Parts detail={detail} />}
        </Loaded>
      )}
    </StaffPage>
  )
})

/** What decides stands first; what proves it stands beside it on a wide screen, below on a phone. */
function Parts({ detail }: { detail: RunDetail }) {
  return (
    <View className="cols">
      <View className="col">
        <RunFigures run={detail.run} />
        <RunReplay detail={detail} />
        <RunAnomalies detail={detail} />
        <RunConfirmations detail={detail} />
        <RunActs detail={detail} />
      </View>
      <View className="col">
        <RunDistricts detail={detail} />
        <RunSamples detail={detail} />
        <RunHistory run={detail.run} />
      </View>
    </View>
  )
}

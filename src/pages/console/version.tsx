import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { methodologiesWords, versionWords } from '../../i18n/console/methodologies'
import { useConsoleStores } from '../../stores/console'
import { Empty } from '../../ui'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from '../staff/parts'
import { RegisterList } from './parts/register-list'
import { VersionParts } from './parts/version-parts'

/** The register of what is published, or one version of it: its opinions, and the two names that end it. */
export default observer(function VersionPage() {
  const { register, retirement } = useConsoleStores()
  const { code, version } = useRouter().params
  const say = useWords(versionWords)
  const sayList = useWords(methodologiesWords)
  const id = code === undefined || version === undefined ? undefined : `${code}/${version}`
  const load = () => Promise.all([register.load(), ...(id === undefined ? [] : [retirement.open(id)])])
  useStaffShown(load)
  return (
    <StaffPage title={id === undefined ? sayList('register') : say('title')} place="methodologies">
      <Loaded remote={register.remote} onRetry={load}>
        {({ items }) => {
          if (id === undefined) return <RegisterList items={items} />
          const entry = items.find((one) => one.code === code)
          const kept = entry?.versions.find((one) => String(one.version) === version)
          return entry && kept ? (
            <VersionParts entry={entry} kept={kept} />
          ) : (
            <Empty glyph="ask" title={say('unknown')} detail={say('unknownDetail')} />
          )
        }}
      </Loaded>
    </StaffPage>
  )
})

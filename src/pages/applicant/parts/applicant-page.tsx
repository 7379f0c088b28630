import { observer } from 'mobx-react-lite'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { applicantDoorWords } from '../../../i18n/applicant/door'
import { memberDoorWords } from '../../../i18n/member/door'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { useMember } from '../../../stores/member'
import { Empty, FrameProvider, Page, Skeleton } from '../../../ui'
import { Loaded, useShown } from '../../resident/parts'
import { EntryButton, useEntryText } from '../../resident/parts/entry'
import '../applicant.scss'
import { Door } from '../../member/door'
import { suits } from './suits'

interface ApplicantPageProps {
  title: string
  /** What a person needs for it; an institution's member needs neither. */
  needs: 'account' | 'signIn'
  /** The list itself, behind which lies what is her own. */
  isList?: boolean
  /** Loads what the page shows, once it is known who applies and each time it comes into view. */
  onShow: () => unknown
  children: ReactNode
}

/** A page of applications, in her own name or in that of the institution she acts for; back leads to the list. */
export const ApplicantPage = observer(function ApplicantPage({
  title,
  needs,
  isList = false,
  onShow,
  children,
}: ApplicantPageProps) {
  const { ui, session: own } = useStores()
  const { session } = useMember()
  const { as, navigation } = useApplicantStores()
  const isInstitution = as === 'institution'
  const isActing = session.membership !== undefined && suits(session.membership)
  const isOpen = isInstitution
    ? isActing
    : own.tokens !== undefined && (needs === 'signIn' || own.accountId !== null)
  // One picture until it is known who applies and what the page shows: each change on show is a message to the host's screen.
  const [isFound, setFound] = useState(false)
  const isReady = () =>
    isInstitution
      ? session.membership !== undefined && suits(session.membership)
      : own.tokens !== undefined && (needs === 'signIn' || own.accountId !== null)
  const show = () => isReady() && onShow()
  useShown(async () => {
    if (isInstitution && own.tokens) await session.resume(suits)
    await show()
    setFound(true)
  })
  return (
    <FrameProvider
      value={{ ...ui.frame, goBack: () => void (isList ? navigation.leave() : navigation.back()) }}
    >
      <Page title={title} isWide>
        <Loaded remote={own.me.remote} onRetry={() => own.restart().then(show)} isQuiet>
          {() =>
            !isFound ? (
              <Skeleton />
            ) : isOpen ? (
              children
            ) : isInstitution ? (
              <Door
                suits={suits}
                words={applicantDoorWords}
                onEnter={show}
                onMine={() => navigation.actAs('me')}
              />
            ) : (
              <NotYet />
            )
          }
        </Loaded>
      </Page>
    </FrameProvider>
  )
})

/** What stands between her and an application of her own. */
const NotYet = observer(function NotYet() {
  const { session } = useStores()
  const say = useWords(memberDoorWords)
  const text = useEntryText()
  if (!session.tokens || !text)
    return <Empty glyph="shield" title={say('noHost')} detail={say('noHostDetail')} />
  return (
    <Empty glyph="shield" {...text}>
      <EntryButton />
    </Empty>
  )
})

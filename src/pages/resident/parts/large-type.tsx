import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { homeWords } from '../../../i18n/resident/home'
import { useStores } from '../../../stores'
import { LinkButton } from '../../../ui'

/** The law wants the way to large type on the first page (适老化): one tap there, one tap back, kept for the next time. */
export const LargeType = observer(function LargeType() {
  const { ui } = useStores()
  const say = useWords(homeWords)
  return (
    <LinkButton onTap={() => ui.chooseElder(!ui.isElder)}>
      {say(ui.isElder ? 'typeNormal' : 'typeLarge')}
    </LinkButton>
  )
})

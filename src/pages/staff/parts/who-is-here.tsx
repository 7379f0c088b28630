import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { deskWords, roleWords } from '../../../i18n/staff/desk'
import { useStaffStores } from '../../../stores/staff'
import { LinkButton } from '../../../ui'

/** Who is signed in, and whose figures she therefore sees. */
export const WhoIsHere = observer(function WhoIsHere() {
  const { session, navigation } = useStaffStores()
  const say = useWords(deskWords)
  const sayRole = useWords(roleWords)
  const { staff } = session
  if (!staff) return null
  const leave = () => {
    session.leave()
    void navigation.replace('sign-in')
  }
  return (
    <View className="split">
      <View className="row-b">
        <View className="strong">{say('who', { name: staff.name, role: sayRole(staff.role) })}</View>
        <Text className="note">
          {staff.district === null ? say('wholeCity') : say('districtOnly', { district: staff.district })}
        </Text>
      </View>
      <LinkButton onTap={leave}>{say('leave')}</LinkButton>
    </View>
  )
})

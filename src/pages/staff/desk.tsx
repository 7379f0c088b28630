import { Text, View } from '@tarojs/components'

export default function Desk() {
  return (
    <View>
      <Text>审核台</Text>
    </View>
  )
}

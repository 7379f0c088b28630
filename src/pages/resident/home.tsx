import { Text, View } from '@tarojs/components'

export default function Home() {
  return (
    <View>
      <Text>随碳</Text>
    </View>
  )
}

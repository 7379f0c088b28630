import { defineWords } from '../words'

export const deliveryWords = defineWords({
  ofPartner: ['店家处理', 'With the shop'],
  ofPartnerText: [
    '这是你为{name}同意的，由店家直接用，不用出示。',
    'You approved it for {name}, which uses it: nothing to show.',
  ],
  toSend: ['还没发', 'Not sent yet'],
  toSendText: ['由{name}直接发给你，不用出示。填好账户就会发。', '{name} sends it to you. Say where to.'],
  delivering: ['正在发', 'On its way'],
  deliveringText: [
    '已经交给{name}，一般几分钟。发不成，积分会自动退回。',
    '{name} has it, which takes some minutes. Should it fail, your points come back by themselves.',
  ],
  wallet: ['数字人民币钱包编号', 'Number of your e-CNY wallet'],
  travelAccount: ['交通账户编号', 'Number of your travel account'],
  recipientWhy: [
    '请对照清楚，发出去就不能改。只用来发这一次，发好就删掉。',
    'Compare it well: once sent it cannot be changed. It is used for this once and deleted then.',
  ],
  recipientFault: ['请填 4 到 64 位字母或数字', '4 to 64 letters or digits, please'],
  send: ['发给我', 'Send it to me'],
  askTitle: ['发到这里，对吗？', 'Is this where it goes?'],
  askLength: ['共 {n} 位', '{n} {n|character|characters}'],
  askFinal: ['{name}会发到这里，发出去就不能改。', '{name} sends it there. Once sent it cannot be changed.'],
  askYes: ['对，发到这里', 'Yes, send it there'],
  askNo: ['再改改', 'Change it'],
})

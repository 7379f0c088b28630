import { defineWords } from '../words'

export const memberRoleWords = defineWords({
  owner: ['负责人', 'Owner'],
  manager: ['店务', 'Manager'],
  cashier: ['收银员', 'Cashier'],
})

export const workWords = defineWords({
  title: ['为商户工作', 'Work for a merchant'],
  mine: ['为谁工作', 'Whom to work for'],
  allShops: ['所有门店', 'All shops'],
  noShops: ['还没有门店', 'No shop yet'],
  join: ['加入商户', 'Join a merchant'],
  joinHow: [
    '请店里的负责人出示邀请码。不用实名，也不用开碳账户。',
    'Ask the owner of the shop to show you an invitation. Neither your real name nor a carbon account is needed.',
  ],
  scan: ['扫邀请码', 'Scan the invitation'],
  code: ['或者输入邀请码', 'Or type its code'],
  codeHint: ['22 个字符，区分大小写', '22 characters; capital and small letters differ'],
  codeFault: [
    '这不是邀请码。邀请码是 22 个字母、数字、- 或 _',
    'This is no invitation: that has 22 letters, digits, - or _',
  ],
  enter: ['看看是谁邀请', 'See who invites you'],
  invites: ['{institution}邀请你', '{institution} invites you'],
  asRole: ['岗位', 'As'],
  called: ['店里叫你', 'They call you'],
  inShops: ['门店', 'Shops'],
  until: ['{time} 前有效', 'Good until {time}'],
  accept: ['加入', 'Join'],
  decline: ['再想想', 'Not now'],
  joined: ['你现在为{institution}工作', 'You now work for {institution}'],
  joinedAs: ['岗位：{role}，店里叫你“{name}”', 'As {role}; they call you “{name}”'],
  joinedShops: ['门店：{shops}', 'Shops: {shops}'],
  nobody: ['还没有选择为谁工作', 'You have not chosen whom to work for'],
  choose: ['去选择', 'Choose'],
  dismissedTitle: ['你已不在这家商户工作', 'You no longer work for this merchant'],
  dismissedDetail: [
    '负责人已把你移出，这台设备的收银钥匙已删除。有疑问请找负责人。',
    'The owner has removed you, and the key of this till is deleted. Ask the owner if that is a mistake.',
  ],
  suspendedTitle: ['这家商户已暂停', 'This merchant is suspended'],
  suspendedDetail: [
    '暂停期间不能收券。请负责人联系平台管理方。',
    'No voucher can be taken meanwhile. The owner has to contact the centre.',
  ],
  untold: [
    '还有 {n} 笔断网收的券没有上报，留在这台设备上。请负责人或店务在这台设备上登录，会自动上报。',
    '{n} {n|voucher|vouchers} taken without network {n|is|are} not told yet and {n|stays|stay} on this device. Let an owner or manager sign in here: then {n|it is|they are} told.',
  ],
  leave: ['知道了', 'All right'],
})

export const merchantPlaceWords = defineWords({
  till: ['收银', 'Till'],
  today: ['今天', 'Today'],
  members: ['成员', 'Members'],
  shops: ['门店', 'Shops'],
})

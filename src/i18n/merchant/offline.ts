import { defineWords } from '../words'

export const offlineWords = defineWords({
  left: ['断网中：只收离线券码，还能收 {n} 张', 'No network: offline codes only, {n} more can be taken'],
  title: ['断网时收的', 'Taken without network'],
  untold: ['{n} 张待联网确认', '{n} to be confirmed once online'],
  untoldHint: ['联网后自动上报，不会丢', 'They are told by themselves once online; none is lost'],
  untoldOfOthers: [
    '其中 {n} 张是已离开的同事收的，请负责人或店务在这台设备上登录上报',
    '{n} of them by a colleague who has gone: let an owner or manager sign in on this device',
  ],
  tellNow: ['现在上报', 'Tell now'],
  voucher: ['离线券', 'Offline voucher'],
  row: ['{time} · {yuan} 元', '{time} · {yuan} yuan'],
  rowSaid: ['{time} · {yuan} 元 · {sentence}', '{time} · {yuan} yuan · {sentence}'],
  waiting: ['待确认', 'To be confirmed'],
  redeemed: ['已确认', 'Counted'],
  clash: ['冲突，照付', 'Clash, still owed'],
  refused: ['不付', 'Not paid'],
  broken: [
    '第 {from} 笔起的记录被改过，或接不上前一笔，平台不收；前面的都已上报。请联系平台核对，记录留在这台设备上。',
    'From entry {from} on the log was changed or does not follow on, so it is not taken; everything before was told. Let the centre look at it: the log stays on this device.',
  ],
  brokenCount: ['没上报的有 {n} 笔', '{n} {n|entry|entries} not told'],
  save: ['存成文件', 'Save as a file'],
  saved: ['已存好', 'Saved'],
  shared: ['已发出', 'Sent'],
  renew: ['重新登记这台设备', 'Register this device anew'],
  renewed: ['登记好了，可以继续收券', 'Registered: go on'],
})

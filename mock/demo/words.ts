export const farewell = '\n正在停下来… · Stopping…'

/** What a start ends with: one address, and what to try there. */
export const welcome = (url: string, serviceUrl: string, demoFolder: string): string => `
  随碳 Suitan 已就绪 · ready

    ${url}

  用浏览器打开上面的网址：中间是一部手机，左边选你是谁，右边出门坐车。

   1  手机里点“随碳 碳账户”→ 开始 → 我看过了，继续 → 打开“地铁”的两个来源
      （上海公共交通卡、Metro大都会）→ 同意并开通 → 允许。
   2  右边点“坐地铁”：几秒后手机上出现这一趟；约半分钟后核查、两人确认、入账。
   3  点开这一趟，看 130 − 33 = 97 克 × 公里是怎么算的，走到哪一步了。
   4  选另一个终点，勾上“另一个渠道也报这一趟”再坐一次：同一趟只计一次，两条记录合并。
   5  左边换人、换应用（还是同一个账户）、深色、长辈版、英文、断网、拒绝授权。

  Open the address in a browser: a phone in the middle, who you are on the left, rides on the right.
  For English choose Emma Clarke on the left.

   1  On the phone tap 随碳 Carbon → Begin → I have read it, go on → switch on both sources of Metro
      (the transport card and Metro Daduhui) → Agree and open → Allow.
   2  Press Metro on the right: the ride is on the phone within seconds, checked, confirmed by two people and
      credited in about half a minute.
   3  Open the ride: its sum, 130 − 33 = 97 g × kilometres, and how far it has come.
   4  Choose another destination, tick "The other channel reports this trip too" and ride again: one trip counts once,
      two records are merged.
   5  On the left: another person, another app (still one account), dark, elder, offline, refusals.

  审核台 Staff desk  ${url}/module/#/pages/staff/sign-in
    工号 ids         centre-shen · bureau-gu · minhang-qian
    密钥 keys        ${demoFolder}/keys.json
    先关掉右边的“模拟工作人员自动…” · first switch off "Simulated staff …" on the right
  接口 API           ${serviceUrl}/docs
  对账 audit         npm run audit · npm run explain -- RIDE_ID

  Ctrl-C 全部停止，数据保留 · Ctrl-C stops everything and keeps the data
`

export const farewell = '\n正在停下来… · Stopping…'

/** What a start ends with: one address, and what to try there. */
export const welcome = (url: string, serviceUrl: string, demoFolder: string): string => `
  随碳 Suitan 已就绪 · ready

    ${url}

  试试 · Try
   1. 在手机里点“随碳 碳账户”，同意开户，绑定卡和码，授权地铁。
      Tap 随碳 on the phone, open the account, link the cards, allow the metro.
   2. 右边点“坐地铁”，几秒后看到这趟车；约半分钟后走完核查、两人确认、签发。
      Press 坐地铁 on the right: the ride appears within seconds and is issued in about half a minute.
   3. 点开这趟车，看它是怎么算出来的；再换一个人、换一个应用、切换深色、长辈版、断网。
      Open the ride to see its sum; then be somebody else, come by another app, go dark, elder, offline.

  审核台 Staff desk ${url}/module/#/pages/staff/sign-in
    工号 ids centre-shen · bureau-gu · minhang-qian，密钥 keys: ${demoFolder}/keys.json
  接口文档 API ${serviceUrl}/docs
  Ctrl-C 全部停止，数据保留 · Ctrl-C stops everything and keeps the data
`

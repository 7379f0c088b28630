export const farewell = '\n正在停下来… · Stopping…'

interface Addresses {
  readonly url: string
  /** The second phone: whoever works in a shop or for the mall. */
  readonly workUrl: string
  /** The display at a chain's own till. */
  readonly posUrl: string
  readonly serviceUrl: string
  readonly demoFolder: string
}

/** What a start ends with: one address, and what to try there. */
export const welcome = ({ url, workUrl, posUrl, serviceUrl, demoFolder }: Addresses): string => `
  随碳 Suitan 已就绪 · ready

    ${url}

  用浏览器打开上面的网址：中间是一部手机，左边选你是谁，右边出门坐车。

   1  手机里点“随碳 碳账户”→ 开始 → 我看过了，继续 → 打开“地铁”的两个来源
      （上海公共交通卡、Metro大都会）→ 同意并开通 → 允许。
   2  右边点“坐地铁”：几秒后手机上出现这一趟；约半分钟后核查、两人确认、入账。
   3  点开这一趟，看 130 − 33 = 97 克 × 公里是怎么算的，走到哪一步了。
   4  选另一个终点，勾上“另一个渠道也报这一趟”再坐一次：同一趟只计一次，两条记录合并。
   5  入账后：我的 → 碳积分，把克换成积分；商城里换一杯拿铁，打开券码。
      再开收银台窗口（下面的地址）：打开“随碳”→ 先看看 → 我的 → 为商户工作 → 扫一扫，对准手机上的码，或输入那 18 位数字。
   6  没有网络也能收：换一块曲奇，券里点“给没有网络的店”→ 生成一个；收银台左边勾“断网”，再扫。恢复网络后对上账。
   7  换一个红包或交通优惠，填一个编号：几秒后右边写着发到了。结尾 0000 的编号没有人，积分会退回来。
   8  连锁店自己的收银机（下面的地址）：选一样，手机里 碳积分 → 店家请我同意用积分 → 扫店家的码 → 同意。
   9  审核台（下面的地址）：一处屋顶光伏和一个方法学在等。中心先受理；项目由两个机构各签一次，连第一期减排量一起同意，
      再各签一次签发。方法学请两位专家写意见（专家另有登录页，也在下面），中心和市局签名公布。
      公布以后，陶理事在收银台那部手机里改为浦江交通卡公司办事，就能为轮渡申请场景。
  10  左边换人、换应用（还是同一个账户）、深色、长辈版、英文、断网、拒绝授权。

  Open the address in a browser: a phone in the middle, who you are on the left, rides on the right.
  For English choose Emma Clarke on the left.

   1  On the phone tap 随碳 Carbon → Begin → I have read it, go on → switch on both sources of Metro
      (the transport card and Metro Daduhui) → Agree and open → Allow.
   2  Press Metro on the right: the ride is on the phone within seconds, checked, confirmed by two people and
      credited in about half a minute.
   3  Open the ride: its sum, 130 − 33 = 97 g × kilometres, and how far it has come.
   4  Choose another destination, tick "The other channel reports this trip too" and ride again: one trip counts once,
      two records are merged.
   5  Once it is credited: Me → Points turns grams into points; take a latte in the mall and open its code. Then
      the till in a second window (address below): open 随碳 → Look around → Me → Work for a merchant → scan, aimed at the
      code on the phone, or type the 18 digits.
   6  No network needed: take a cookie, then "For a shop without network" on its voucher; switch the till's phone to "No network" and scan it.
      Once the network is back, the books agree.
   7  Take a red packet or a journey discount and give a number: seconds later the right side says it was sent. Numbers
      that end in 0000 are nobody's; the points come back.
   8  A chain's own till (address below): choose something; on the phone Points → A shop asks for my points → scan → approve.
   9  Staff desk (address below): roofs with solar panels and a methodology wait. The centre accepts them; two bodies sign the project with
      its first reduction in one, then its issuing. Two experts (sign-in page below) write on the methodology, centre and bureau sign its publication;
      then who applies may act for the transport card company on the till's phone and ask for the ferry's scene.
  10  On the left: another person, another app (still one account), dark, elder, offline, refusals.

  收银台 The till  ${workUrl}
    小周收银，陈店长管店，何经理管商城，罗经理管发放，陶理事管屋顶光伏和方法学申报
    a cashier, the owner of her shop, the managers of the mall and of the far ends, and who applies with roofs and a methodology
  连锁店收银机 POS ${posUrl}
  审核台 Staff desk  ${url}/module/#/pages/staff/sign-in
    工号 ids         centre-shen · exchange-he · bureau-gu · minhang-qian
    密钥 keys        ${demoFolder}/keys.json
    先关掉右边的“模拟工作人员自动…” · first switch off "Simulated staff …" on the right
  专家评审 Experts   ${url}/module/#/pages/expert/sign-in
    编号 ids         expert-lu · expert-tan
    密钥 keys        ${demoFolder}/keys.json
  接口 API           ${serviceUrl}/docs
  对账 audit         npm run audit · npm run explain -- RIDE_ID

  Ctrl-C 全部停止，数据保留 · Ctrl-C stops everything and keeps the data
`

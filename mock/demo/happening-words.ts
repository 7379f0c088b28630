import type { FarDelivery, PushOutcome, RideRow } from '#contract'
import type { Resident, StaffDeed } from '#mock/city/index'
import type { InboxMessage, NewHappening } from '#mock/hosts/index'
import type { Answer, Report, RideMode } from '#mock/operators/index'

const OPERATOR_NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  sptcc: ['上海公共交通卡', 'Public Transport Card'],
  'metro-app': ['Metro大都会', 'Metro Daduhui'],
  'bus-group': ['公交集团', 'Bus group'],
  'bike-blue': ['小蓝单车', 'Blue Bike'],
  'bike-green': ['小绿单车', 'Green Bike'],
}
const MODE_NAMES: Readonly<Record<RideMode, readonly [zh: string, en: string]>> = {
  metro: ['坐上地铁', 'boarded the metro'],
  bus: ['上了公交', 'boarded a bus'],
  bike: ['骑上单车', 'unlocked a bike'],
  ferry: ['上了轮渡', 'boarded the ferry'],
}

export const tookWords = ({ name }: Resident, mode: RideMode, from: string, to: string): NewHappening => {
  const [zh, en] = MODE_NAMES[mode]
  const way = mode === 'metro' ? `：${from} → ${to}` : ''
  return { who: 'person', tone: 'plain', zh: `${name}${zh}${way}`, en: `${name} ${en}${way}` }
}

/** A far end paid goods out. */
export const paidWords = (
  name: { readonly zh: string; readonly en: string },
  { goods, recipient }: FarDelivery,
): NewHappening => ({
  who: 'farEnd',
  tone: 'good',
  zh: `${name.zh}发了“${goods.zh}”，发到 ${recipient}`,
  en: `${name.en} sent "${goods.en}" to ${recipient}`,
})

/** The app shows somebody a message of the platform. */
export const toldWords = ({ name }: Resident, { title }: InboxMessage): NewHappening => ({
  who: 'host',
  tone: 'plain',
  zh: `给${name}的手机送到一条消息：${title.zh}`,
  en: `a message reached ${name}'s phone: ${title.en}`,
})

/** The verdict a push of one row got. */
export const pushedWords = (operatorId: string, row: RideRow, answer: Answer<PushOutcome>): NewHappening => {
  const [zh, en] = namesOf(operatorId)
  const meters = row.distanceMeters === undefined ? '' : ` ${row.distanceMeters.toLocaleString('en')} m`
  if (!answer.ok) {
    const { code, message, messageEn } = answer.problem
    return {
      who: 'operator',
      tone: 'bad',
      zh: `${zh}的推送被退回：${message}（${code}）`,
      en: `${en}: push refused, ${messageEn} (${code})`,
    }
  }
  const verdict = answer.value.verdicts[0]
  const [verdictZh, verdictEn] = VERDICTS[verdict?.verdict ?? 'rejected']
  const code = verdict?.code === undefined ? '' : `（${verdict.code}）`
  return {
    who: 'operator',
    tone: verdict?.verdict === 'accepted' || verdict?.verdict === 'tested' ? 'good' : 'bad',
    zh: `${zh}签名推送 1 条${meters}：${verdictZh}${code}`,
    en: `${en} pushed 1 signed row${meters}: ${verdictEn}${code}`,
  }
}

const VERDICTS = {
  tested: ['测试通过，不计入', 'tested, nothing kept'],
  accepted: ['已收下', 'accepted'],
  duplicate: ['重复，不再计', 'duplicate, not counted again'],
  conflict: ['与先前的不一致，隔离', 'conflicts with an earlier row, quarantined'],
  unmatched: [
    '没有人绑定这张卡或没有授权，只计条数、不保存',
    'no linked card or no consent: counted, not kept',
  ],
  rejected: ['不收', 'rejected'],
} as const

export const reportedWords = ({ operatorId, rides, reductionMilligrams }: Report): NewHappening => {
  const [zh, en] = namesOf(operatorId)
  const total = milligramsText(reductionMilligrams)
  return {
    who: 'operator',
    tone: 'plain',
    zh: `${zh}签名申报本批 ${rides} 条，共 ${total}`,
    en: `${en} signed the total of its run: ${ridesText(rides)}, ${total}`,
  }
}

export const staffWords = ({ by, step, run, code }: StaffDeed): NewHappening => {
  const total = milligramsText(run.reductionMilligrams)
  const zh = {
    verified: `按留存的原始记录重算一致，核查通过（${run.operator.zh}，${run.rides} 条）`,
    'confirmed once': '第一人确认',
    'confirmed twice': `第二人确认，签发 ${total}`,
    refused: `没有办成（${code ?? ''}）`,
  }[step]
  const en = {
    verified: `replayed from the retained records, equal: verified (${run.operator.en}, ${ridesText(run.rides)})`,
    'confirmed once': 'confirmed, first person',
    'confirmed twice': `confirmed, second person: ${total} issued`,
    refused: `was refused (${code ?? ''})`,
  }[step]
  return { who: by, tone: step === 'refused' ? 'bad' : step === 'confirmed twice' ? 'good' : 'plain', zh, en }
}

const namesOf = (operatorId: string): readonly [zh: string, en: string] =>
  OPERATOR_NAMES[operatorId] ?? [operatorId, operatorId]

const ridesText = (rides: number): string => `${rides} ${rides === 1 ? 'ride' : 'rides'}`

/** 1197465 → 1,197,465 mg */
const milligramsText = (milligrams: string): string => `${BigInt(milligrams).toLocaleString('en')} mg`

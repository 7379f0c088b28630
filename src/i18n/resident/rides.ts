import { defineWords } from '../words'

export const ridesWords = defineWords({
  title: ['行程', 'Rides'],
  all: ['全部', 'All'],
  filter: ['出行方式', 'Way of travel'],
  earlier: ['上个月', 'Month before'],
  later: ['下个月', 'Month after'],
  total: ['这个月 {n} 趟', '{n} {n|ride|rides} this month'],
  issued: ['已入账', 'Credited'],
  pending: ['待入账', 'Being checked'],
  emptyTitle: ['这个月没有行程', 'No rides this month'],
  emptyDetail: ['看看别的月份，或者换一种出行方式', 'Look at another month or another way of travel'],
  missing: ['少了一趟？', 'Is a ride missing?'],
  list: ['行程', 'Rides'],
})

export const rideStateWords = defineWords({
  quantified: ['等待核对', 'Waiting'],
  settled: ['核对中', 'Checking'],
  reported: ['核对中', 'Checking'],
  verified: ['核对中', 'Checking'],
  confirmed: ['即将入账', 'Nearly there'],
  issued: ['已入账', 'Credited'],
  refused: ['已合并', 'Merged'],
  withdrawn: ['已撤回', 'Withdrawn'],
})

/** Plain words first; the official term of the scheme stands beside them. */
export const stepWords = defineWords({
  received: ['收到这趟行程', 'Ride received'],
  checked: ['算好少排了多少', 'Saving worked out'],
  settled: ['当天行程收齐', "The day's rides are complete"],
  reported: ['运营公司报上总数（申报）', 'Operator signed the total (reported)'],
  verified: ['重新算一遍，一致（核查）', 'Worked out again, the same (verified)'],
  confirmed: ['两位工作人员确认（确认）', 'Two people confirmed (confirmed)'],
  issued: ['记入你的账户（签发）', 'Credited to you (issued)'],
  refused: ['和另一条记录合并', 'Merged with another record'],
  withdrawn: ['运营公司撤回', 'Withdrawn by the operator'],
  due: ['最迟 {when}', 'by {when} at the latest'],
})

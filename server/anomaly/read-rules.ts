import { refuse, type AnomalyRule, type AnomalyRuleList, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { decodeId } from '#domain/id'
import type { Dependencies } from '#server/platform/index'

import { presentRules, type RuleRow } from './rule-row'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const LISTED_MAX = 200

/** Rules by code, the newest version of each first, at most 200. */
export const listRules = async ({ sql, clock }: Parts): Promise<AnomalyRuleList> => {
  const rows = await sql<RuleRow[]>`
    SELECT * FROM anomaly_rule ORDER BY code COLLATE "C", version DESC LIMIT ${LISTED_MAX}`
  return { items: await presentRules(sql, rows, cityDayOf(clock.now())) }
}

/** One version of a rule. Refuses request.not-found. */
export const readRule = async ({ sql, clock }: Parts, wireId: string): Promise<AnomalyRule | Refusal> => {
  const rows = await sql<
    RuleRow[]
  >`SELECT * FROM anomaly_rule WHERE rule_id = ${decodeId('anr', wireId) ?? null}`
  const [rule] = await presentRules(sql, rows, cityDayOf(clock.now()))
  return rule ?? refuse('request.not-found')
}

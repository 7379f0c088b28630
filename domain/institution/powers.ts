/** What somebody is in an institution. `manager` runs goods and shops; `cashier` stands at a till. */
export type MemberRole = 'owner' | 'manager' | 'cashier'
const MEMBER_ROLES: readonly MemberRole[] = ['owner', 'manager', 'cashier']

/** What members do for their institution. */
export type MemberAct =
  | 'changeMembers'
  | 'changeShops'
  | 'changeGoods'
  | 'readFigures'
  | 'settleMoney'
  | 'workTill'
  | 'proposeMethodologies'
  | 'applyForScenes'
  | 'readOperations'
  | 'runProjects'
  | 'surrender'
  | 'openGroups'
  | 'shareCredit'

const ACTS: Readonly<Record<MemberRole, readonly MemberAct[]>> = {
  owner: [
    'changeMembers',
    'changeShops',
    'changeGoods',
    'readFigures',
    'settleMoney',
    'workTill',
    'proposeMethodologies',
    'applyForScenes',
    'readOperations',
    'runProjects',
    'surrender',
    'openGroups',
    'shareCredit',
  ],
  manager: [
    'changeShops',
    'changeGoods',
    'readFigures',
    'settleMoney',
    'workTill',
    'proposeMethodologies',
    'applyForScenes',
    'readOperations',
    'runProjects',
    'openGroups',
    'shareCredit',
  ],
  cashier: ['workTill'],
}

/** Whether a role has the power to do this. Source: our own design; the scheme leaves it to the institution. */
export const may = (role: MemberRole, act: MemberAct): boolean => ACTS[role].includes(act)

/** The roles that have the power to do this. */
export const rolesThatMay = (act: MemberAct): readonly MemberRole[] =>
  MEMBER_ROLES.filter((role) => may(role, act))

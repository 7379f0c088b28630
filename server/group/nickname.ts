import { refuse, type MyGroup, type Refusal } from '#contract'
import { readNickname } from '#domain/group'
import { decodeId } from '#domain/id'
import { holdDecidedAccount } from '#server/identity/index'
import { inTransaction, type Dependencies } from '#server/platform/index'

import { standingOf } from './child-standing'
import { readMyGroup } from './my-groups'

/**
 * Shows a nickname to the people of one group, or no longer (null). Refuses account.closed, account.guardian-needed, request.not-found,
 * group.no-nickname-for-children, group.nickname-invalid.
 */
export const setNickname = (
  { sql }: Pick<Dependencies, 'sql'>,
  accountId: string,
  asked: { readonly groupId: string; readonly nickname: string | null },
): Promise<MyGroup | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const closed = await holdDecidedAccount(transaction, accountId)
    if (closed) return closed
    const groupId = decodeId('grp', asked.groupId)
    const nickname = asked.nickname === null ? null : readNickname(asked.nickname)
    if (groupId === undefined) return refuse('request.not-found')
    if (nickname === undefined) return refuse('group.nickname-invalid', '/body/nickname')
    if (nickname !== null && (await standingOf(transaction, accountId)).isChild)
      return refuse('group.no-nickname-for-children')
    const changed = await transaction`
      UPDATE group_membership SET nickname = ${nickname}
      WHERE account_id = ${accountId} AND group_id = ${groupId} AND left_at IS NULL RETURNING 1`
    return changed.length === 0 ? refuse('request.not-found') : readMyGroup(transaction, accountId, groupId)
  })

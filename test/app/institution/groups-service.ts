import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { GroupKind, GroupRequest, Membership, OpenedGroup } from '#contract'
import { startMemberService, type MemberService, type Reply } from '../member/member-service'
import { id, NOW, problem } from './mall-service'

/** A group that seven people are in. */
export const group = (number: number, changes: Partial<OpenedGroup> = {}): OpenedGroup => ({
  ...{ groupId: id('grp', number), kind: 'school', code: `ABCD000${number}`, people: 7, closedAt: null },
  name: { zh: `世界小学${number}班`, en: `World School, class ${number}` },
  openedAt: '2026-11-03T09:00:00+08:00',
  ...changes,
})

export interface GroupsService extends MemberService {
  readonly groups: OpenedGroup[]
}

/** A small service on loopback that keeps groups: each key of a request opens one. */
export async function startGroupsService(
  memberships: Membership[],
  groups: OpenedGroup[] = [group(1)],
  kinds: readonly GroupKind[] = ['school', 'company'],
): Promise<GroupsService> {
  const kept = new Map<string, OpenedGroup>()
  const reply = (request: IncomingMessage, _: string, body: string): Reply => {
    const path = request.url ?? ''
    if (request.method === 'GET')
      return [200, path.endsWith('/groups') ? { items: groups, kinds, peopleMin: 5 } : { items: [] }]
    const at = groups.findIndex(({ groupId }) => path.includes(groupId))
    const before = groups[at]
    if (before === undefined) return [201, open(String(request.headers['idempotency-key']), body)]
    if (path.endsWith('/code') && before.closedAt !== null) return problem(409, 'group.closed')
    groups[at] = path.endsWith('/code')
      ? { ...before, code: randomUUID().replace(/-/g, '').slice(0, 8).toUpperCase() }
      : { ...before, closedAt: NOW.toISOString(), people: null }
    return [200, groups[at]]
  }
  const open = (key: string, body: string): OpenedGroup => {
    const { kind, name } = JSON.parse(body) as GroupRequest
    const made =
      kept.get(key) ?? group(groups.length + 1, { kind, name, people: null, openedAt: NOW.toISOString() })
    if (!kept.has(key)) groups.unshift(made)
    kept.set(key, made)
    return made
  }
  return { ...(await startMemberService(memberships, reply)), groups }
}

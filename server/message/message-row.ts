import type { Message } from '#contract'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

import { wordsOf, type MessageFacts } from './words'

export interface MessageRow {
  message_id: string
  account_id: string
  due_at: Date
  attempts: number
  facts: MessageFacts
  about: AboutRow | null
}

type AboutRow =
  | { kind: 'project'; id: string; name: string; milligrams: string | null }
  | { kind: 'proposal'; id: string; name: { zh?: unknown; en?: unknown } | null; version: number | null }

/** Select list of a MessageRow, from `message`. */
export const messageColumns = (sql: Queryable) => sql`
  message.message_id, message.account_id, message.due_at, message.attempts,
  jsonb_build_object('kind', message.kind, 'scene',
    (SELECT jsonb_build_object('zh', name_zh, 'en', name_en) FROM scene WHERE scene.scene_no = message.scene_no)) AS facts,
  coalesce(
    (SELECT jsonb_build_object('kind', 'project', 'id', project_id, 'name', record -> 'name', 'milligrams',
        (SELECT issued.reduction_milligrams::text FROM project_issuance AS issued
          WHERE message.kind = 'projectIssued' AND (issued.project_id, issued.report_no) = (message.project_id, message.report_no)))
      FROM project WHERE project.project_id = message.project_id),
    (SELECT jsonb_build_object('kind', 'proposal', 'id', proposal_id, 'name', record -> 'name', 'version',
        CASE WHEN message.kind = 'proposalPublished' THEN version END)
      FROM methodology_proposal AS proposal WHERE proposal.proposal_id = message.proposal_id)) AS about`

export const messageOnWire = ({ message_id: id, due_at: at, facts, about }: MessageRow): Message => ({
  messageId: encodeId('msg', id),
  at: at.toISOString(),
  ...wordsOf(facts),
  about: about && aboutOnWire(about),
})

const aboutOnWire = (about: AboutRow): Message['about'] => {
  const { kind, id } = about
  if (kind === 'project')
    return { kind, projectId: encodeId('prj', id), name: about.name, reductionMilligrams: about.milligrams }
  const { zh, en } = about.name ?? {}
  const name = typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null
  return { kind, proposalId: encodeId('mpr', id), name, version: about.version }
}

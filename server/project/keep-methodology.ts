import type postgres from 'postgres'

import { readProjectMethodology, type ProjectMethodology } from '#domain/project'
import { CITY_SCHEME_ID } from '#server/city/index'
import { recordDigest } from '#server/methodology/index'
import { appendAudit, canonicalJson, inTransaction, type Dependencies } from '#server/platform/index'

import distributedPv from '../../domain/project/data/shanghai/distributed-pv.json'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/** Brings the city's own methodologies for projects into the database; one whose text was changed stops the start, for projects were reckoned by it. */
export const loadProjectMethodologies = (parts: Parts): Promise<void> =>
  keepProjectMethodology(parts, distributedPv)

/** Keeps a methodology for projects given as data. Throws for a record that does not hold or that another text stands in the place of. */
export const keepProjectMethodology = async (parts: Parts, record: unknown): Promise<void> => {
  const methodology = readProjectMethodology(record)
  if ('faults' in methodology)
    throw new Error(`A methodology for projects is faulty: ${methodology.faults.join('; ')}`)
  if (methodology.schemeId !== CITY_SCHEME_ID) throw new Error(`${methodology.code} is of another scheme`)
  await keep(parts, methodology)
}

const keep = ({ sql, clock }: Parts, methodology: ProjectMethodology): Promise<void> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const { code, version, schemeId, kind, validFrom, validTo } = methodology
    const name = `${code}/${version}`
    await transaction`SELECT pg_advisory_xact_lock(hashtext(${`project methodology ${name}`}))`
    const [kept] = await transaction<{ definition: unknown }[]>`
      SELECT definition FROM project_methodology WHERE code = ${code} AND version = ${version}`
    if (kept !== undefined) {
      if (canonicalJson(kept.definition) === canonicalJson(methodology)) return
      throw new Error(`${name} is kept with another text: raise the version`)
    }
    const now = clock.now()
    await transaction`
      INSERT INTO project_methodology (code, version, scheme_id, kind, class, valid_from, valid_to, definition, kept_at)
      VALUES (${code}, ${version}, ${schemeId}, ${kind}, ${methodology.class}, ${validFrom}, ${validTo},
        ${transaction.json(methodology as unknown as postgres.JSONValue)}, ${now})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'release',
      action: 'project-methodology.kept',
      subject: name,
      detail: { recordDigest: recordDigest(methodology).toString('hex') },
    })
  })

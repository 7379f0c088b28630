import type { CityDay } from '#domain/calendar'
import type { ExcludingScheme, ExclusionEntry, SiteKey, SiteKeyKind } from '#domain/exclusion'
import type { Queryable } from '#server/platform/index'

/** Every entry that names one of these sites, whatever its days: the rule itself is `exclusionsAgainst`. */
export const exclusionsOf = async (
  sql: Queryable,
  keys: readonly SiteKey[],
): Promise<readonly ExclusionEntry[]> => {
  const rows = await sql<
    {
      scheme: ExcludingScheme
      key_kind: SiteKeyKind
      key_value: string
      valid_from: CityDay
      valid_to: CityDay | null
    }[]
  >`
    SELECT scheme, key_kind, key_value, valid_from, valid_to FROM exclusion_entry
    WHERE (key_kind, key_value) IN (SELECT * FROM unnest(
      ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ value }) => value)}::text[]))`
  return rows.map(({ scheme, key_kind: kind, key_value: value, valid_from: from, valid_to: to }) => ({
    scheme,
    key: { kind, value },
    from,
    to,
  }))
}

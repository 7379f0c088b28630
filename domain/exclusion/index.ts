/** The exclusion list 排除清单: sites that another market or scheme counts, dated, so that nothing is counted twice. */
export {
  exclusionsAgainst,
  siteKey,
  siteValue,
  type Days,
  type ExcludingScheme,
  type ExclusionEntry,
  type SiteKey,
  type SiteKeyKind,
} from './exclusion'

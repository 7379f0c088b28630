import { useConsoleStores } from '../../../stores/console'

/** What a page needs of a methodology for projects: in what its size is told and what each measure is worth. */
export interface ProjectRule {
  readonly sizeUnit: 'watt' | 'squareMetre'
  readonly measures: readonly ProjectMeasure[]
}

export interface ProjectMeasure {
  readonly measure: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly unit: string
  readonly sign: 'plus' | 'minus'
  /** Whole µg CO2e a unit. */
  readonly microgramsPerUnit: number
}

type Kept = Readonly<Record<string, unknown>>

/** The rule of a kind, or the very version a report was reckoned by; undefined until it has been read. */
export function useMethodologyOf(): (
  kind: string,
  version?: { readonly code: string; readonly version: number },
) => ProjectRule | undefined {
  const { projectMethodologies } = useConsoleStores()
  const items: readonly Kept[] = projectMethodologies.shown?.items ?? []
  return (kind, version) => {
    const found = items.find((kept) =>
      version ? kept['code'] === version.code && kept['version'] === version.version : kept['kind'] === kind,
    )
    return found && ruleOf(found)
  }
}

/** Methodologies for projects come whole and grow by data: only what is known here is read. */
function ruleOf(kept: Kept): ProjectRule {
  const size = kept['size'] as { readonly unit?: string } | undefined
  const measures = Array.isArray(kept['measures']) ? (kept['measures'] as readonly ProjectMeasure[]) : []
  return { sizeUnit: size?.unit === 'squareMetre' ? 'squareMetre' : 'watt', measures }
}

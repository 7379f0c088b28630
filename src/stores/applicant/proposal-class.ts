import type { MethodologyRegister, SceneSummary } from '#contract'
import { BEHAVIOUR_CLASS, isClassOfKind } from '#domain/scene'
import { textOf, type Fields } from './record-fields'

/** What is known of the scene a methodology is for, and what each class is good for today. */
export interface Classes {
  /** Undefined while no scene is chosen. */
  readonly kind: SceneSummary['kind'] | undefined
  readonly classes: MethodologyRegister['classes']
}

/** Class and uses a record is handed in with. */
export interface ClassedAs {
  readonly class: string | undefined
  readonly uses: readonly string[] | undefined
}

/** Class of what is reckoned from rides: our own reading, the centre checks it. Source: 上海市碳普惠管理办法（试行），2023-09. */
const REDUCTION_CLASS = 'II'

/**
 * What a stored record says stays as it is while its class suits its scene. Else the class follows from the kind of scene and the uses from
 * the class, by the city's dated table (分类施策); both undefined while that is not known.
 */
export function classOf(base: Fields, { kind, classes }: Classes): ClassedAs {
  const usesOf = (name: string) => classes.find((one) => one.class === name)?.uses
  const stored = textOf(base['class'])
  if (stored !== '' && (kind === undefined || isClassOfKind(kind, stored)))
    return {
      class: stored,
      uses: (base['uses'] as readonly string[] | null | undefined) ?? usesOf(stored),
    }
  if (kind === undefined) return { class: undefined, uses: undefined }
  const given = kind === 'behaviour' ? BEHAVIOUR_CLASS : REDUCTION_CLASS
  return { class: given, uses: usesOf(given) }
}

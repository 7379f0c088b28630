import type { Run } from '#contract'
import { numberText, useLocale, useWords } from '../../../i18n'
import { deskWords } from '../../../i18n/staff/desk'
import { runWords } from '../../../i18n/staff/run'
import { runMassText } from '../../../i18n/staff/run-mass'
import { useNamed, useSceneName } from '../../resident/parts'

/** How a run is spoken of: whose it is, which day and number, and, before anything irreversible, its count and mass. */
export function useRunLine(run: Run) {
  const locale = useLocale()
  const named = useNamed()
  const sceneName = useSceneName()
  const sayDesk = useWords(deskWords)
  const sayRun = useWords(runWords)
  const names = { operator: named(run.operator), scene: sceneName(run.sceneId) }
  const mass = runMassText(run.reductionMilligrams, locale)
  return {
    name: sayDesk('run', names),
    dayAndNo: sayDesk('dayAndNo', { day: run.operatorDay, no: run.runNo }),
    mass,
    whole: sayRun('about', {
      ...names,
      day: run.operatorDay,
      no: run.runNo,
      rides: numberText(run.rides),
      mass,
      exact: numberText(run.reductionMilligrams),
    }),
  }
}

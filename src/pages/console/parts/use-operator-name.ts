import { useNamed } from '../../resident/parts'
import { useStores } from '../../../stores'

/** What an operator is called, where the city's list of scenes has told it; else its id. */
export function useOperatorName(): (operatorId: string) => string {
  const { scenes } = useStores()
  const named = useNamed()
  return (operatorId) => {
    const known = (scenes.scenes.shown?.items ?? [])
      .flatMap(({ providers }) => providers)
      .find((provider) => provider.operatorId === operatorId)
    return known ? named(known.name) : operatorId
  }
}

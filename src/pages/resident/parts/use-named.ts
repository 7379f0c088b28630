import { useLocale, useWords } from '../../../i18n'
import { sceneWords } from '../../../i18n/resident/home'
import { useStores } from '../../../stores'

/** Names that the service sends in both languages. */
export function useNamed(): (name: { readonly zh: string; readonly en: string }) => string {
  const locale = useLocale()
  return (name) => name[locale]
}

/** The scene's own name where the service has told it, else what we call it, else its id. */
export function useSceneName(): (sceneId: string) => string {
  const { scenes } = useStores()
  const named = useNamed()
  const say = useWords(sceneWords)
  return (sceneId) => {
    const told = scenes.scene(sceneId)
    if (told) return named(told.name)
    return sceneId in sceneWords ? say(sceneId as keyof typeof sceneWords) : sceneId
  }
}

/** The same in the middle of a sentence: English writes it small there. */
export function useSceneInText(): (sceneId: string) => string {
  const locale = useLocale()
  const sceneName = useSceneName()
  return (sceneId) => (locale === 'en' ? sceneName(sceneId).toLowerCase() : sceneName(sceneId))
}

/** The module keeps its data under this prefix in the browser's storage. */
const MODULE_PREFIX = 'suitan:'

/**
 * Every resident has a phone of her own at every host: before another one is taken up, what the module kept is put into the drawer
 * of the old phone and the drawer of the new one is laid out.
 */
export const changePhones = (from: string, to: string): void => {
  for (const key of keysWith(MODULE_PREFIX)) move(key, `drawer:${from}:${key}`)
  for (const key of keysWith(`drawer:${to}:`)) move(key, key.slice(`drawer:${to}:`.length))
}

const keysWith = (prefix: string): string[] =>
  Object.keys(localStorage).filter((key) => key.startsWith(prefix))

const move = (from: string, to: string): void => {
  localStorage.setItem(to, localStorage.getItem(from) ?? '')
  localStorage.removeItem(from)
}

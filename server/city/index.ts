/** The city as data: scenes, carrier companies, who provides which scene, the notice. Another city is another folder. */
export { CITY_SCHEME_ID, cityContext } from './context'
export { loadCity } from './load-city'

/** The city as data: scenes, carrier companies, who provides which scene, the notice. Another city is another folder. */
export { cityContext } from './context'
export { REFERENCE_PRICE } from './city-data'
export { loadCity } from './load-city'
export { CITY_SCHEME_ID } from './scheme'

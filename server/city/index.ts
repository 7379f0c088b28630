/** The city as data: scenes, carrier companies, who provides which scene, the notice. Another city is another folder. */
export { cityContext } from './context'
export { loadCity } from './load-city'

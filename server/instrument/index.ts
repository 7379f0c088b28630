/** Instruments: cards, codes and bike accounts a host attests by its signature; one owner at a time. */
export { instrumentRoutes } from './routes'

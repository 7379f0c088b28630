/** The hosts' servers as our partners: identity behind a ticket, signed card lists, city codes. Nothing else of us calls out. */
export { createHosts, type CityCodeHolder, type Hosts, type HostCardList } from './hosts'

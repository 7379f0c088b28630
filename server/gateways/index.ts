/** The hosts' servers as our partners: identity behind a ticket, signed card lists, city codes, messages. Nothing else of us calls out. */
export { createHosts, type CityCodeHolder, type HostCardList, type HostMessage, type Hosts } from './hosts'

/** The hosts' servers as our partners: identity behind a ticket, signed card lists, city codes, messages. And the far ends that deliver goods. Nothing else of us calls out. */
export { createDeliveryPorts, type DeliveryKind, type DeliveryPort } from './deliveries'
export { createHosts, type CityCodeHolder, type HostCardList, type HostMessage, type Hosts } from './hosts'

/** Deliveries 发放: goods an outside system hands over – asked, queried, settled once, and given back only on its own word. */
export { deliveryRoutes } from './routes'

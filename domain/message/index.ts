/** Messages: when a try to deliver one is made again, and when it is given up. */
export { afterAttempt, type AttemptOutcome, type Delivery } from './delivery'

/** Outside systems that deliver goods: digital yuan and journeys, simulated over the real protocol, with every way of failing. */
export { startFarEnd, type FarEnd, type FarEndMood, type FarEndOptions } from './far-end'

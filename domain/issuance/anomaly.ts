/**
 * Faster than this a ride is worth a look: 40 m/s is 144 km/h, well above any metro in the city on average over a trip.
 * Source: our own design; it marks, it does not refuse.
 */
export const SPEED_METERS_PER_SECOND_MAX = 40

/** More rides than this of one account in one run are worth a look. Source: our own design. */
export const RIDES_PER_RUN_MAX = 12

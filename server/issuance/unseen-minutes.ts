/**
 * What is issued bears the moment its work began and is seen when that is done: whoever read within this after that moment may have seen it or
 * not. Far more than issuing a city day takes. Our own figure.
 */
export const UNSEEN_MINUTES_MAX = 60

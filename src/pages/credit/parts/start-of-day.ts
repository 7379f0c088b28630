/** The moment a day of the city begins, for texts that are made of moments. */
export const startOfDay = (day: string): string => `${day}T00:00:00+08:00`

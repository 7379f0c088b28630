/** The scheme whose accounts live here; other cities' methodologies may lie beside it as data. */
export const CITY_SCHEME_ID = 'shanghai'

/** Consent: separate for each scene and provider, one request to give and one to withdraw; and who wants to be told. */
export { consentRoutes } from './routes'

import type { RouteParameters } from './port'

/** The address of one of our pages in this host: under ROUTE_ROOT, with its parameters. */
export function routeTo(path: string, parameters: RouteParameters = {}): string {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${ROUTE_ROOT}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

/** The host port inside the city super-app's mini-program container. */
import { suishenbanHost } from './suishenban'

declare const my: object

export const host = suishenbanHost(my)

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readObject, sendJson } from '../http-exchange'
import { listening } from '../listening'
import type { City, HostAsk, RideOrder, ShownPart } from './city-wire'
import type { Happenings } from './happenings'
import type { Sights } from './sights'
import { moduleFiles, type ServeFile } from './module-files'
import { shellFiles } from './shell-files'
import { forwarding } from './forwarding'

/** What the shell needs of the city behind it. */
export interface ShellCity {
  city(part: ShownPart): Omit<City, 'otherPhoneUrl'>
  /** Asks a host's server in the name of its own app. */
  askHost(ask: HostAsk): Promise<unknown>
  /** Takes a ride and answers once its operator has the verdict. */
  ride(order: RideOrder): Promise<unknown>
  letStaffWork(isAutomatic: boolean): void
  readonly happenings: Happenings
  readonly sights: Sights
}

export interface ShellOptions {
  readonly shellCity: ShellCity
  readonly part: ShownPart
  /** Where the window with the other phone is. */
  readonly otherPhoneUrl: () => string
  /** Where the platform answers; /v1 of the shell's own origin is forwarded there, as a city's gateway does. */
  readonly serviceUrl: string
  /** The built module, dist/h5. */
  readonly moduleFolder: string
  readonly port: number
}

export interface Shell {
  readonly url: string
  close(): Promise<void>
}

/** The super-app in the browser: its page, the module in its web-view with the bridge, and the way to the platform. */
export const startShell = async (options: ShellOptions): Promise<Shell> => {
  const server = createServer(await shellRequests(options))
  const port = await listening(server, options.port)
  return { url: `http://127.0.0.1:${port}`, close: () => closing(server) }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

const shellRequests = async (options: ShellOptions): Promise<Handler> => {
  const { shellCity, part, otherPhoneUrl } = options
  const shellFile = await shellFiles()
  const moduleFile = moduleFiles(options.moduleFolder)
  const forward = forwarding(options.serviceUrl)
  const actions: Readonly<Record<string, Handler>> = {
    'GET /shell/city': (_request, response) =>
      sendJson(response, 200, { ...shellCity.city(part), otherPhoneUrl: otherPhoneUrl() }),
    'GET /shell/happenings': (request, response) => {
      const window = windowOf(request)
      // Whoever closes a window takes its code away.
      request.on('close', () => shellCity.sights.show(window, part, []))
      streamHappenings(shellCity.happenings, request, response)
    },
    'GET /shell/sights': (request, response) =>
      sendJson(response, 200, { items: shellCity.sights.before(windowOf(request)) }),
    'POST /shell/sights': answering(({ window, pictures }) =>
      shellCity.sights.show(String(window), part, Array.isArray(pictures) ? pictures.filter(isPicture) : []),
    ),
    'POST /shell/host': answering((body) => shellCity.askHost(body as unknown as HostAsk)),
    'POST /shell/rides': answering((body) => shellCity.ride(body as unknown as RideOrder)),
    'POST /shell/staff': answering((body) => shellCity.letStaffWork(body['isAutomatic'] === true)),
  }
  return (request, response) => {
    const path = new URL(request.url ?? '/', 'http://shell').pathname
    const action = actions[`${request.method} ${path}`]
    if (action) return action(request, response)
    if (isPlatformPath(path)) return forward(request, response)
    return sendFile(path, path.startsWith('/module/') ? moduleFile : shellFile, response)
  }
}

const windowOf = (request: IncomingMessage): string =>
  new URL(request.url ?? '/', 'http://shell').searchParams.get('window') ?? ''

const isPicture = (picture: unknown): picture is string =>
  typeof picture === 'string' && /^data:image\/gif;base64,[\w+/=]+$/.test(picture)

const isPlatformPath = (path: string): boolean => /^\/(v1|docs|openapi\.json|livez|readyz)(\/|$)/.test(path)

const answering =
  (answer: (body: Record<string, unknown>) => unknown): Handler =>
  async (request, response) => {
    try {
      sendJson(response, 200, (await answer(await readObject(request))) ?? {})
    } catch (error) {
      sendJson(response, 502, { error: error instanceof Error ? error.message : String(error) })
    }
  }

const sendFile = async (path: string, serve: ServeFile, response: ServerResponse): Promise<void> => {
  const file = await serve(path)
  if (!file) return sendJson(response, 404, { error: 'not_found' })
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' }).end(file.content)
}

/** Server-sent events: what already happened, then each thing as it happens. */
const streamHappenings = (
  happenings: Happenings,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const send = (happening: unknown): void => void response.write(`data: ${JSON.stringify(happening)}\n\n`)
  happenings.recent().forEach(send)
  const stop = happenings.listen(send)
  request.on('close', stop)
}

const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

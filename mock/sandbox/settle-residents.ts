import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { residents, settleInhabitants } from '#mock/city/index'
import { startHostServer } from '#mock/hosts/index'
import { newKeyPair } from '#mock/operators/index'
import { startSandboxService } from './sandbox-service'

/**
 * Run under the clock of `days-ago.cjs`: the inhabitants of the simulated city open accounts, link their cards and consent to every operator,
 * over the same routes as everybody. Its host is gone afterwards, and nobody signs in to a sandbox any more.
 */
const main = async (repository: string, stateFolder: string): Promise<void> => {
  const people = residents(new Date())
  const host = await startHostServer({
    hostId: 'suishenban',
    clientSecret: randomUUID(),
    signingPem: newKeyPair().privatePem,
    residents: people,
    port: 0,
  })
  const flags = ['-r', path.join(repository, 'mock/sandbox/days-ago.cjs')]
  const places = { repository, stateFolder, flags }
  const service = await startSandboxService({ ...places, port: '0', hosts: [host.connection] })
  try {
    await settleInhabitants(people, {
      serviceUrl: service.url,
      hostId: host.connection.hostId,
      hostBaseUrl: host.baseUrl,
    })
  } finally {
    await service.stop()
    await host.close()
  }
}

const [repository = '', stateFolder = ''] = process.argv.slice(2)
void main(repository, stateFolder).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

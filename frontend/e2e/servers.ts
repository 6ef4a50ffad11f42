/** The servers of the tests: real backends, with new databases for each run. */

import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
// Playwright empties this folder before it starts the servers.
const DATABASES = fileURLToPath(new URL('../test-results/databases/', import.meta.url))

/** The origin of the pages and of the API. */
export const ORIGIN = await originFrom('E2E_ORIGIN')
/** The origin of the same pages with the API of `ORIGIN`: another port is another origin. */
export const OTHER_ORIGIN = await originFrom('E2E_OTHER_ORIGIN')
/** The URL of the API, for pages of both origins. */
export const API = `${ORIGIN}/api`

export const SERVERS = [
  backendServer(ORIGIN, '--demo', { LOCKSTEP_CORS_ORIGINS: OTHER_ORIGIN }),
  backendServer(OTHER_ORIGIN, '', { LOCKSTEP_API_BASE_URL: API }),
]

/** The main process chooses a free port; the workers inherit the variable with the port. */
async function originFrom(variable: string): Promise<string> {
  process.env[variable] ??= `http://127.0.0.1:${await findFreePort()}`
  return process.env[variable]
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function backendServer(origin: string, options: string, settings: Record<string, string>) {
  const { port } = new URL(origin)
  const folder = `${DATABASES}${port}`
  return {
    command: `.venv/bin/python scripts/run_backend.py --port ${port} ${options}`,
    cwd: ROOT,
    url: `${origin}/health/ready`,
    timeout: 300_000,
    stdout: 'ignore' as const,
    env: {
      LOCKSTEP_ENVIRONMENT: 'development',
      LOCKSTEP_DATA_DIR: folder,
      DATABASE_URL: `sqlite:///${folder}/e2e.db`,
      LOCKSTEP_CONTRACT_CHECK: 'enforce',
      LOCKSTEP_LOG_LEVEL: 'ERROR',
      // Fast hashes, because every test registers users.
      LOCKSTEP_PASSWORD_MEMORY_KIB: '8',
      LOCKSTEP_PASSWORD_ITERATIONS: '1',
      ...settings,
    },
  }
}

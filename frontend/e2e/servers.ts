/** The servers that the tests talk to: real ones, with databases that each run makes anew. */

import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
// Playwright empties this folder before it starts the servers.
const DATABASES = fileURLToPath(new URL('../test-results/databases/', import.meta.url))

/** Serves pages and API together. */
export const HERE = await origin('E2E_HERE')
/** Serves the same pages, which talk to the API of `HERE`: another port is another origin. */
export const ELSEWHERE = await origin('E2E_ELSEWHERE')
/** Where the API is, for both. */
export const API = `${HERE}/api`

export const SERVERS = [
  backend(HERE, '--demo', { LOCKSTEP_CORS_ORIGINS: ELSEWHERE }),
  backend(ELSEWHERE, '', { LOCKSTEP_API_BASE_URL: API }),
]

/** The main process chooses a free port; its workers inherit the variable, and with it the port. */
async function origin(variable: string): Promise<string> {
  process.env[variable] ??= `http://127.0.0.1:${await freePort()}`
  return process.env[variable]
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function backend(origin: string, options: string, settings: Record<string, string>) {
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
      DATABASE_URL: `sqlite:///${folder}/conduit.db`,
      LOCKSTEP_CONTRACT_CHECK: 'enforce',
      LOCKSTEP_LOG_LEVEL: 'ERROR',
      // Cheap, because everybody in the tests registers.
      LOCKSTEP_PASSWORD_MEMORY_KIB: '8',
      LOCKSTEP_PASSWORD_ITERATIONS: '1',
      ...settings,
    },
  }
}

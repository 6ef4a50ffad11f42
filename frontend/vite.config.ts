import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compress } from './scripts/compress.js'

const backend = process.env['BACKEND_URL'] ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), compress()],
  server: {
    strictPort: true,
    proxy: { '/api': backend, '/health': backend },
  },
  build: {
    target: 'es2023',
    // A data: URL would need a place in the Content-Security-Policy.
    assetsInlineLimit: 0,
    // For scripts/sizes.js; the backend does not serve it.
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What several pages share compresses better together than in a dozen small files.
          groups: [{ name: 'shared', minShareCount: 2, test: /^(?!.*\/src\/markdown\/)/ }],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'generator/**/*.test.js'],
    // Milliseconds. A guard against waiting for ever: no test expects anything to be fast.
    testTimeout: 300_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
})

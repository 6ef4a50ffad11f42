import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { brand } from './scripts/brand.js'
import { compress } from './scripts/compress.js'
import { DESCRIPTION, TITLE } from './src/generated/info.ts'

const backend = process.env['BACKEND_URL'] ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), brand({ title: TITLE, description: DESCRIPTION }), compress()],
  server: {
    strictPort: true,
    proxy: { '/api': backend, '/health': backend },
  },
  build: {
    target: 'es2023',
    // The Content-Security-Policy allows no data: URLs.
    assetsInlineLimit: 0,
    // All styles are 5 kB after gzip: less than the cost of one more request for each page.
    cssCodeSplit: false,
    // scripts/sizes.js reads the manifest; the backend does not serve the manifest.
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Modules that several pages share compress better in one file than in a dozen small files. Most pages
          // have no form of a feature, and no other fields than texts.
          groups: [
            {
              name: 'shared',
              minShareCount: 2,
              test: /^(?!.*\/src\/(markdown\/|features\/\w+\/\w+Form|components\/(?!Text)\w+Field))/,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'generator/**/*.test.js'],
    // Milliseconds. Only a guard against hanging tests.
    testTimeout: 300_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
})

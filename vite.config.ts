import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  root: 'src-renderer',
  // Relative, so that the same files work under `app://` and behind the web door.
  base: './',
  plugins: [react(), tailwindcss(), withoutInlineStyle()],
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    target: 'es2023',
    // The page's policy allows no inline script or data: URL for code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})

/**
 * Keeps the toasts from writing a style element, which the page's policy refuses. The same rules come with its style
 * sheet, which the page imports.
 */
function withoutInlineStyle(): Plugin {
  const start = 'function __insertCSS(code) {'
  return {
    name: 'without-inline-style',
    transform(code, id) {
      if (!id.endsWith('/sonner/dist/index.mjs')) return undefined
      if (!code.includes(start)) throw new Error('sonner writes its style in another way now')
      return { code: code.replace(start, `${start} return`), map: null }
    },
  }
}

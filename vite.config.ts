import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * A file for what the page draws first, one for the program with the place it opens with, one for the other places:
 * each file that a browser fetches costs it more than the reading of some code that is not needed yet. What is left by
 * itself is loaded when somebody asks for it.
 */
const FILES = [
  { name: 'first', tags: ['$initial' as const], priority: 3 },
  { name: 'start', test: /\/src-renderer\/start\.tsx$/, priority: 2 },
  { name: 'places', test: /-page\.tsx$/, priority: 1 },
]

export default defineConfig({
  root: 'src-renderer',
  // Relative, so that the same files work under `app://` and behind the web door.
  base: './',
  plugins: [react(), tailwindcss(), withFirstAhead(), inEnglishAlone(), withoutInlineStyle(), withConsoleStyle()],
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    target: 'es2023',
    // The page's policy allows no inline script or data: URL for code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file of styles, which comes with the page: the program does not wait for another one.
    cssCodeSplit: false,
    reportCompressedSize: false,
    // What may be fetched before the first place is held by a test, in kB that travel.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { output: { codeSplitting: { groups: FILES } } },
  },
})

/** Lets the browser fetch the program while it draws what stands in the page's own file. */
function withFirstAhead(): Plugin {
  return {
    name: 'with-first-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        if (bundle === undefined) return []
        const program = Object.values(bundle).find(file => file.type === 'chunk' && file.name === 'start')
        if (program?.type !== 'chunk') throw new Error('the program is not a file of its own')
        // With what it imports: found only when it runs, that would be fetched after everything else.
        const isInPage = (file: string) => bundle[file]?.type === 'chunk' && bundle[file].isEntry
        return [program.fileName, ...program.imports.filter(file => !isInPage(file))].map(file => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: 'head' as const,
        }))
      },
    },
  }
}

/**
 * Leaves out what React Aria says in other languages: the page speaks English, and would mix them. A quarter of the
 * program was words nobody hears.
 */
function inEnglishAlone(): Plugin {
  return {
    name: 'in-english-alone',
    transform(code, id) {
      if (!id.endsWith('/intlStrings.mjs')) return undefined
      const english = /from ("[^"]+\/en-US\.mjs")/.exec(code)?.[1]
      if (english === undefined) throw new Error('React Aria keeps its words in another way now')
      return { code: `import english from ${english}\nexport default { 'en-US': english }`, map: null }
    },
  }
}

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

/**
 * The terminal of the script console writes its sizes and colours into style elements, which the page's policy refuses
 * too. It is given an element of ours instead, `features/scripts/console-style.ts`.
 */
function withConsoleStyle(): Plugin {
  const call = 'createElement("style")'
  return {
    name: 'with-console-style',
    transform(code, id) {
      if (!id.endsWith('/@xterm/xterm/lib/xterm.mjs')) return undefined
      if (!code.includes(call)) throw new Error('xterm writes its style in another way now')
      return { code: code.replaceAll(call, 'createElement("comms-style")'), map: null }
    },
  }
}

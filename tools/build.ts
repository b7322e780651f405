// Builds dist/ of each package: the command line and the libraries as JavaScript, and their types.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { buildTemplate } from './build/build-template.ts'
import { emitTypes } from './build/emit-types.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Bundles the JavaScript (a fifth of a second); dependencies stay in node_modules. */
export async function bundle(): Promise<void> {
  for (const folder of ['dist', 'packages/login/dist']) {
    rmSync(join(root, folder), { recursive: true, force: true })
  }
  await build({
    ...forNode,
    entryPoints: {
      ikctl: 'scripts/ikctl.ts',
      index: 'src/index.ts',
      login: 'src/login/index.ts',
      consent: 'src/consent/index.ts',
      webhooks: 'src/webhooks/index.ts',
      infra: 'infra/provision.ts',
      'infra-bootstrap': 'infra/bootstrap/bootstrap.ts',
      'infra-policy': 'infra/policy/pack.ts',
    },
    outdir: 'dist',
  })
  // The same sources once more, without the rest of ikctl.
  await build({
    ...forNode,
    entryPoints: {
      index: 'src/login/index.ts',
      consent: 'src/consent/index.ts',
      webhooks: 'src/webhooks/index.ts',
    },
    outdir: 'packages/login/dist',
  })
  copyFileSync(join(root, 'LICENSE'), join(root, 'packages/login/LICENSE'))
  await build({
    ...forNode,
    entryPoints: { provider: 'tools/azure-native-provider.ts' },
    outdir: 'dist/azure-native',
    outExtension: { '.js': '.mjs' },
  })
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'src/smoke/formats/page/browser/script.ts', out: 'report-page' },
      { in: 'src/smoke/formats/page/browser/style.css', out: 'report-page' },
    ],
    outdir: 'dist',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    // Browsers of the last four years.
    target: ['chrome109', 'firefox115', 'safari16'],
    logLevel: 'warning',
  })
  writePlugin(join(root, 'dist', 'azure-native'))
  buildTemplate(root, join(root, 'dist', 'template'))
}

const forNode = {
  absWorkingDir: root,
  bundle: true,
  // Commands are imported lazily, each into a chunk of its own: a start loads what it needs.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  logLevel: 'warning',
} satisfies BuildOptions

/** The folder that Pulumi.yaml names in `plugins`: the engine starts the executable of that name. */
function writePlugin(folder: string): void {
  // Without an extension the file would count as CommonJS or as a module, depending on Node's version.
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
  const start = "#!/usr/bin/env node\nimport('./provider.mjs')\n"
  writeFileSync(join(folder, 'pulumi-resource-azure-native'), start, { mode: 0o755 })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle()
  emitTypes(root)
  emitTypes(join(root, 'packages/login'))
}

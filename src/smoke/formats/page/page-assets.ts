import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A script or a style sheet of the page, and how a content security policy names it. */
export interface PageAsset {
  text: string
  /** `'sha256-...'`. */
  source: string
}

/** What the build has made of `browser/`: `dist/report-page.js` and `.css`. */
export function pageAssets(): { script: PageAsset; style: PageAsset } {
  assets ??= { script: read('report-page.js'), style: read('report-page.css') }
  return assets
}

// --- internal ---

let assets: ReturnType<typeof pageAssets> | undefined

function read(name: string): PageAsset {
  const text = readFileSync(join(packageFolder(), 'dist', name), 'utf8')
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` }
}

/** This module runs from `src` in tests, and bundled from `dist`. */
function packageFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

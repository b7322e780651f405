import { summarizePreview } from '../../scripts/render-preview.mjs'

const refusal = summarizePreview(process.env)
if (refusal !== undefined) {
  process.stdout.write(`::error::${refusal}\n`)
  process.exitCode = 1
}

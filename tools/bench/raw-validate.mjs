// The comparison of `npm run bench`: js-yaml and Ajv with nothing around them, no places, no rules.
// usage: node tools/bench/raw-validate.mjs FOLDER
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { load } from 'js-yaml'

const schema = new URL('../../schemas/tenant.schema.json', import.meta.url)
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')))
const folder = join(process.argv[2], 'config/production/tenants')
let valid = 0
for (const name of readdirSync(folder)) {
  if (validate(load(readFileSync(join(folder, name), 'utf8')))) valid += 1
}
process.stdout.write(`${valid}\n`)

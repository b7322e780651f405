export { diskTree } from './config/config-tree.ts'
export { validate, validateEnvironment } from './rules/validate.ts'

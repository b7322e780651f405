// Generated from schemas/ by `npm run generate`: do not edit.
export interface SchemaError {
  keyword: string
  instancePath: string
  schemaPath: string
  params: Record<string, unknown>
  propertyName?: string
  message?: string
}
export interface Validator {
  (value: unknown): boolean
  errors?: SchemaError[] | null
}
export declare const report: Validator

/**
 * What a YAML parser may make of a plain text instead of a string: by the core schema of YAML 1.2, or by
 * the types of YAML 1.1, which many tools still read.
 *
 * @returns words for a sentence, such as `the number 1000`; undefined for what stays a string everywhere.
 */
export function otherReading(plain: string): string | undefined {
  if (/^(?:y|yes|on|true)$/i.test(plain)) return 'the truth value true'
  if (/^(?:n|no|off|false)$/i.test(plain)) return 'the truth value false'
  if (/^(?:null|~)$/i.test(plain)) return 'no value'
  if (/^\d{4}-\d\d?-\d\d?(?:[Tt ]|$)/.test(plain)) return 'a date'
  if (!/^[-+]?[\d.]/.test(plain)) return undefined
  const number = plain.replace(/_/g, '')
  if (/^[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?$/.test(number)) return 'a number of base 60'
  if (/^[-+]?\.inf$/i.test(number) || /^\.nan$/i.test(number)) return 'a number'
  if (/^[-+]?0[bxo][\da-f]+$/i.test(number))
    return `the number ${Number(number.replace(/^[-+]/, ''))}`
  if (/^[-+]?0[0-7]+$/.test(number)) {
    return `the number ${Number(number)} or, as octal, ${Number.parseInt(number, 8)}`
  }
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(number)) return undefined
  return `the number ${Number(number)}`
}

export interface Sample {
  labels: Record<string, string>
  value: number
}

/**
 * Reads OpenMetrics 1.0 text strictly, as far as gauges go: every line, its order, units, names and
 * escapes; and what node_exporter's textfile collector asks for besides.
 *
 * @param options.counters whether there may be counters as well: what is served is OpenMetrics only.
 * @returns samples by metric family.
 * @throws {TypeError} with the line that is wrong.
 */
export function parseMetrics(
  text: string,
  { counters = false }: { counters?: boolean } = {},
): Map<string, Sample[]> {
  const families = new Map<string, Sample[]>()
  const seen = new Set<string>()
  if (!text.endsWith('\n# EOF\n')) throw new TypeError('the text does not end with # EOF')
  let family = ''
  let suffix = ''
  let told: string[] = []
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const wrong = (why: string) => new TypeError(`${why}: ${line}`)
    const [, keyword, name = '', rest = ''] =
      /^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line) ?? []
    if (keyword !== undefined) {
      if (name !== family) {
        if (families.has(name)) throw wrong('the family is interleaved')
        families.set(name, [])
        family = name
        told = []
      }
      if (told.includes(keyword)) throw wrong(`a second ${keyword}`)
      if (families.get(name)?.length) throw wrong('told after its samples')
      told.push(keyword)
      // The older format knows no info or stateset; counters would need a name for each format.
      const isCounter = counters && rest === 'counter'
      if (keyword === 'TYPE' && rest !== 'gauge' && !isCounter) {
        throw wrong('no type for both formats')
      }
      if (keyword === 'TYPE') suffix = isCounter ? '_total' : ''
      if (keyword === 'UNIT' && !name.endsWith(`_${rest}`)) throw wrong('the name lacks the unit')
      if (keyword === 'HELP' && (rest === '' || /["\\]/.test(rest))) throw wrong('help')
      continue
    }
    const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\} (-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/.exec(line)
    // A timestamp would be one number more.
    if (match === null) throw wrong('no sample')
    const [, metric = '', list = '', value] = match
    if (metric !== `${family}${suffix}`) throw wrong('a sample outside of its family')
    const labels = parseLabels(list)
    if (labels === undefined) throw wrong('labels')
    const series = `${metric}${JSON.stringify(Object.entries(labels).sort())}`
    if (seen.has(series)) throw wrong('the series is there twice')
    seen.add(series)
    families.get(family)?.push({ labels, value: Number(value) })
  }
  return families
}

// --- internal ---

function parseLabels(list: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {}
  const pattern = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y
  while (pattern.lastIndex < list.length) {
    const [, name, value = ''] = pattern.exec(list) ?? []
    if (name === undefined || name in labels) return undefined
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) =>
      escaped === 'n' ? '\n' : escaped,
    )
  }
  return labels
}

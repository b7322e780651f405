import { timed } from './timed.ts'

/** What {@link measureColdStart} found: whole processes, from start to exit, the least of some runs. */
export interface ColdStart {
  seconds: number
  /** Of `node -e 0`. */
  nodeSeconds: number
  ratio: number
}

/** How long `ikctl --version` takes beside Node itself; the two alternate. */
export function measureColdStart(runs = 15): ColdStart {
  const pairs = Array.from({ length: runs }, () => ({
    own: timed(['dist/ikctl.js', '--version']).seconds,
    node: timed(['-e', '0']).seconds,
  }))
  const seconds = Math.min(...pairs.map(({ own }) => own))
  const nodeSeconds = Math.min(...pairs.map(({ node }) => node))
  return { seconds, nodeSeconds, ratio: seconds / nodeSeconds }
}

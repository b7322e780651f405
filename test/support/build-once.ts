import { bundle } from '../../tools/build.ts'

/** Tests drive the built command, so it is built once before all of them. */
export async function setup(): Promise<void> {
  await bundle()
}

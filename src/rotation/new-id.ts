/** The month as an id, such as `2026-11`, and a number when it is taken. */
export function newId(isTaken: (id: string) => boolean, now: number): string {
  const month = new Date(now).toISOString().slice(0, 7)
  let id = month
  for (let number = 2; isTaken(id); number += 1) id = `${month}-${number}`
  return id
}

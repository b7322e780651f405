/** A plain value as JSON knows it; objects have no prototype. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The same type, with every property optional and every array item possibly missing. */
export type Partially<T> = T extends readonly (infer Item)[]
  ? (Partially<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Partially<T[Key]> }
    : T

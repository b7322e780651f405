/**
 * What every compact JWS with JSON claims contains (assertions, evidence). "eyJ" alone is also found
 * in one of some thousand keys and thumbprints.
 */
export const jws = /eyJ[\w-]*\.eyJ/

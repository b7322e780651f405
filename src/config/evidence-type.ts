/** `typ` in the header of signed evidence (RFC 8725 section 3.11): nothing else can be taken for it. */
export const evidenceType = 'ikctl-evidence+jwt'

/** At the beginning of CSV: without it Excel reads UTF-8 as the code page of the country, and umlauts break. */
export const byteOrderMark = '\ufeff'

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xe000;

/** The order of two texts by their bytes in UTF-8, as S3 lists keys. */
export const compareBytes = (one: string, other: string): number => {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [one.charCodeAt(index), other.charCodeAt(index)];
    if (a === b) continue;
    return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return one.length - other.length;
};

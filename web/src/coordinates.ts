// Where on the globe, for people: “6.21° S, 106.85° E”.
import { fill, number, words } from "./i18n";

const DIGITS = { maximumFractionDigits: 2 };

/** Empty when either is unknown. */
export function coordinates(lat: number | null, lon: number | null): string {
  if (lat === null || lon === null) return "";
  const { north, south, east, west } = words().compass;
  const degrees = (value: number): string => number(Math.abs(value), DIGITS);
  return `${fill(lat < 0 ? south : north, { n: degrees(lat) })}, ${fill(lon < 0 ? west : east, { n: degrees(lon) })}`;
}

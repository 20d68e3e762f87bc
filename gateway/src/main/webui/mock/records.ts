/** What the service adds to a rating: item 4 as it was at baseline, and the total of what is complete. */
export function addedTo(form: string, values: Record<string, unknown>): Record<string, number> {
  if (form !== 'MADRS') {
    return {};
  }
  const carried: Record<string, number> = values.MADRS_CARRIED && values.MADRS04 === undefined ? { MADRS04: 3 } : {};
  const items = Array.from({ length: 10 }, (_, i) => `MADRS${String(i + 1).padStart(2, '0')}`);
  const rated = items.map((item) => carried[item] ?? values[item]).filter((value) => typeof value === 'number');
  return rated.length === 10 ? { ...carried, MADRS_TOTAL: rated.reduce((sum, value) => sum + value, 0) } : carried;
}

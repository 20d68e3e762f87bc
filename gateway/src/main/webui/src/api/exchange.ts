import { queryOptions } from '@tanstack/react-query';
import { read, send } from './client';
import { paged, searchOf } from './paged';
import { paths } from './queries';

export type ExportFormat = 'csv' | 'odm' | 'dataset-json';

/** What an export is asked for: answers of one form or of all, or a table of what rules raised. */
export type ExportOrder = {
  format: ExportFormat;
  form: string;
  dataset: '' | 'DV' | 'ALERT';
  history: boolean;
  asOf: string | null;
};

export type DataCut = {
  id: string;
  label: string;
  takenAt: string;
  definitionVersion: string;
  subjects: number;
  /** Only for those who may see all forms. */
  forms?: number;
  contentHash: string;
  takenBy: string;
};

export const exportPath = (study: string, { format, ...rest }: ExportOrder) =>
  `${paths.study(study)}/exports/${format}?${searchOf({ ...rest, history: rest.history || null })}`;

export const archivePath = (study: string, site: string) =>
  `${paths.study(study)}/sites/${encodeURIComponent(site)}/archive`;

export const recordsPath = (study: string, cut: string) =>
  `${paths.study(study)}/snapshots/${encodeURIComponent(cut)}/records`;

export const cutsQuery = (study: string) =>
  paged<DataCut>(['study', study, 'snapshots'], `${paths.study(study)}/snapshots`, { limit: 50 });

export const mappingsQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'import-mappings'],
    queryFn: () => read<{ items: { mapping: string; form: string }[] }>(`${paths.study(study)}/import-mappings?limit=200`),
  });

/** As much as the service takes in one request. */
export const MOST_BYTES = 10 * 1024 * 1024;

/** Of lines that need a look, so many are kept and shown. */
export const MOST_NOTABLE = 500;

export type ImportResult = 'ENTERED' | 'COMPLETED' | 'UNCHANGED' | 'CONFLICT' | 'REFUSED';

export type ImportedLine = {
  line: number;
  subject: string;
  event: string;
  form: string;
  repeat: number;
  result: ImportResult;
  details: string[];
};

export type Imported = {
  lines: number;
  dryRun: boolean;
  results: Partial<Record<ImportResult, number>>;
  /** Lines that were refused, or that differ from what a form says; the first of them. */
  notable: ImportedLine[];
};

export async function importFile(study: string, mapping: string, file: Blob, dryRun: boolean): Promise<Imported> {
  const path = `${paths.study(study)}/imports/${encodeURIComponent(mapping)}?dryRun=${dryRun}`;
  const response = await send('POST', path, file, { 'Content-Type': 'text/csv', Accept: 'application/x-ndjson' });
  return readImported(await response.text());
}

/** The answer to an import: a line with the counts, then a line for each line of the file. */
export function readImported(text: string): Imported {
  const [head = '{}', ...lines] = text.split('\n').filter((line) => line !== '');
  const notable: ImportedLine[] = [];
  for (const line of lines) {
    if (notable.length < MOST_NOTABLE && /"(REFUSED|CONFLICT)"/.test(line)) {
      const parsed = JSON.parse(line) as ImportedLine;
      if (parsed.result === 'REFUSED' || parsed.result === 'CONFLICT') {
        notable.push(parsed);
      }
    }
  }
  return { ...(JSON.parse(head) as Omit<Imported, 'notable'>), notable };
}

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { exportPath, MOST_NOTABLE, readImported } from '../src/api/exchange';
import { formatBytes } from '../src/api/download';
import { orderOf, tablesOf } from '../src/pages/data/ExportData';
import { isAcceptable } from '../src/pages/data/ImportPage';
import { STUDY } from '../mock/data';
import { open } from './app';

const EXPORTS = '/studies/KET-TRD-01/exports';
const IMPORTS = '/studies/KET-TRD-01/imports';

const kept: Blob[] = [];

beforeEach(() => {
  kept.length = 0;
  URL.createObjectURL = (blob: Blob | MediaSource) => `blob:${kept.push(blob as Blob)}`;
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
});

const everything = { may: () => true, mayAtSite: () => true, sites: null };

describe('an export', () => {
  it('is fetched as chosen, and handed to the browser', async () => {
    const { requests } = open(EXPORTS, 'monitor');
    await userEvent.selectOptions(await screen.findByLabelText('Format'), 'dataset-json');
    await userEvent.selectOptions(screen.getByLabelText('What'), 'Answers: Vital signs');
    await userEvent.click(screen.getByLabelText('With all revisions, not only the last of each form'));
    await userEvent.click(screen.getByRole('button', { name: 'Fetch the file' }));
    expect(await screen.findByText('The file is with your downloads.')).toBeInTheDocument();
    expect(requests.at(-1)?.path).toBe('/api/ecrf/studies/KET-TRD-01/exports/dataset-json?form=VITALS&history=true');
    expect(kept).toHaveLength(1);
    expect(screen.queryByRole('region', { name: 'Data cuts' })).not.toBeInTheDocument();
  });

  it('of a cut is as of its exact instant', async () => {
    const { requests } = open(EXPORTS, 'manager');
    await userEvent.click(await screen.findByRole('button', { name: 'Export as of this cut' }));
    expect(screen.getByText('Exactly 2026-03-04T09:00:00.123Z')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Fetch the file' }));
    await waitFor(() => expect(requests.at(-1)?.path).toMatch(/exports\/csv\?asOf=2026-03-04T09%3A00%3A00.123Z$/));
  });

  it('offers tables as far as the format has them and the person sees them', () => {
    const values = (format: 'csv' | 'odm' | 'dataset-json', may = (_: string) => true) =>
      tablesOf(format, STUDY, { ...everything, may }).map((table) => table.value);
    expect(values('csv')).toEqual(['', 'raised:DV', 'raised:ALERT', 'form:VITALS', 'form:MADRS', 'form:AE']);
    expect(values('odm')).toEqual(['', 'form:VITALS', 'form:MADRS', 'form:AE']);
    expect(values('dataset-json', (permission) => permission === 'efficacy-data.read')).toEqual([
      'raised:DV',
      'raised:ALERT',
      'form:MADRS',
    ]);
  });

  it('has no revisions of what rules raised', () => {
    expect(exportPath('S', orderOf('csv', 'raised:DV', true, null))).toBe('/api/ecrf/studies/S/exports/csv?dataset=DV');
  });

  it.each([
    [400, '1 kB'],
    [812_000, '812 kB'],
    [3_400_000, '3.4 MB'],
  ])('of %i bytes is said to have %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('a data cut', () => {
  it('is taken under a label, once however often it is sent', async () => {
    const { requests } = open(EXPORTS, 'statistician');
    const take = await screen.findByRole('button', { name: 'Take a cut now' });
    expect(take).toBeDisabled();
    await userEvent.type(screen.getByLabelText('What people will call it'), 'Look 2');
    await userEvent.click(take);
    await waitFor(() => expect(requests.find((r) => r.method === 'POST')?.body).toEqual({ label: 'Look 2' }));
    expect(requests.find((r) => r.method === 'POST')?.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
    expect(screen.queryByRole('button', { name: 'Export as of this cut' })).not.toBeInTheDocument();
  });

  it('is fetched page by page as one file', async () => {
    const { requests } = open(EXPORTS, 'statistician');
    await userEvent.click(await screen.findByRole('button', { name: 'Fetch its records' }));
    expect(await screen.findByText('The file is with your downloads.')).toBeInTheDocument();
    expect(requests.filter((r) => /records/.test(r.path)).map((r) => r.path)).toEqual([
      '/api/ecrf/studies/KET-TRD-01/snapshots/s1/records?limit=200&after=',
      '/api/ecrf/studies/KET-TRD-01/snapshots/s1/records?limit=200&after=01-001',
    ]);
  });
});

const csv = (...rows: string[]) => new File([['SUBJ,RESULT', ...rows].join('\n')], 'lab.csv', { type: 'text/csv' });

/** Mantine's file input is a button in front of a hidden input. */
async function choose(file: File) {
  await screen.findByText('The laboratory’s file');
  const input = document.querySelector<HTMLInputElement>('input[type=file][accept^=".csv"]')!;
  await userEvent.upload(input, file);
}

describe('a laboratory’s file', () => {
  it('is tried out before it can be imported', async () => {
    const { requests } = open(IMPORTS, 'manager');
    await choose(csv('01-002,120', '01-003,130'));
    expect(screen.getByRole('button', { name: 'Import it' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
    expect(await screen.findByText('Tried out: 2 lines. Nothing was saved.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Import it' }));
    expect(await screen.findByText('Imported: 2 lines.')).toBeInTheDocument();
    const sent = requests.filter((r) => r.method === 'POST');
    expect(sent.map((r) => r.path)).toEqual([
      '/api/ecrf/studies/KET-TRD-01/imports/CENTRAL-LAB?dryRun=true',
      '/api/ecrf/studies/KET-TRD-01/imports/CENTRAL-LAB?dryRun=false',
    ]);
    expect(sent[0]?.headers).toMatchObject({ 'Content-Type': 'text/csv', 'X-Equipoise-CSRF': '1' });
  });

  it('with a bad line is not imported, and the line is named', async () => {
    open(IMPORTS, 'manager');
    await choose(csv('01-002,120', '01-003,bad'));
    await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
    const lines = await screen.findByRole('table', { name: 'Lines to look at' });
    const row = within(lines).getAllByRole('row')[1]!;
    expect(within(row).getByText('3')).toBeInTheDocument();
    expect(within(row).getByText('RESULT is bad, not a whole number')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Import it' })).toBeDisabled();
  });

  it('that is another one has to be tried out again', async () => {
    open(IMPORTS, 'manager');
    await choose(csv('01-002,120'));
    await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Import it' })).toBeEnabled());
    await choose(csv('01-002,bad'));
    expect(screen.getByRole('button', { name: 'Import it' })).toBeDisabled();
  });

  it('that is too large is not sent', async () => {
    open(IMPORTS, 'manager');
    const file = csv('01-002,120');
    Object.defineProperty(file, 'size', { value: 11_000_000 });
    await choose(file);
    expect(screen.getByText('This file has 11.0 MB, more than 10.5 MB. Send it in parts.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try it out' })).toBeDisabled();
  });

  it('of 50,000 lines leaves those that need a look, and no more than fit on a page', () => {
    const lines = Array.from({ length: 50_000 }, (_, i) =>
      JSON.stringify({ line: i + 2, result: i % 50 === 0 ? 'REFUSED' : 'ENTERED', details: [] }),
    );
    const head = JSON.stringify({ lines: 50_000, dryRun: true, results: { ENTERED: 49_000, REFUSED: 1_000 } });
    const read = readImported([head, ...lines, ''].join('\n'));
    expect(read.results.REFUSED).toBe(1_000);
    expect(read.notable).toHaveLength(MOST_NOTABLE);
    expect(read.notable[1]?.line).toBe(52);
    expect(isAcceptable(read)).toBe(false);
  });

  it('whose value only looks like a result is nothing to look at', () => {
    const line = JSON.stringify({ line: 2, result: 'ENTERED', details: ['"REFUSED"'] });
    expect(readImported(`{"lines":1,"dryRun":true,"results":{"ENTERED":1}}\n${line}`).notable).toEqual([]);
  });
});

describe('a mapping', () => {
  it('is published from a file that is JSON', async () => {
    const { requests } = open(IMPORTS, 'manager');
    await userEvent.type(await screen.findByLabelText('Its name'), 'LOCAL-LAB');
    const input = document.querySelector<HTMLInputElement>('input[type=file][accept^=".json"]')!;
    const publish = screen.getByRole('button', { name: 'Publish a new mapping' });
    const wrong = new File(['form: VITALS'], 'm.json', { type: 'application/json' });
    wrong.text = () => Promise.resolve('form: VITALS');
    await userEvent.upload(input, wrong);
    await userEvent.click(publish);
    expect(await screen.findByText('This file is not JSON.')).toBeInTheDocument();
    const right = new File(['{}'], 'm.json', { type: 'application/json' });
    right.text = () => Promise.resolve('{"form":"VITALS"}');
    await userEvent.upload(input, right);
    await userEvent.click(publish);
    expect(await screen.findByText('Mapping LOCAL-LAB is published.')).toBeInTheDocument();
    expect(requests.find((r) => r.method === 'PUT')).toMatchObject({
      path: '/api/ecrf/studies/KET-TRD-01/import-mappings/LOCAL-LAB',
      body: { form: 'VITALS' },
    });
  });
});

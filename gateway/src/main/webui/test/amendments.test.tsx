import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../mock/backend';
import type { GroupStanding } from '../src/api/closing';
import { actsOf } from '../src/pages/SubjectReview';
import { open } from './app';

const AMENDMENTS = '/studies/KET-TRD-01/amendments';
const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';

beforeEach(() => sessionStorage.clear());

async function chooseFile() {
  const file = new File(['{}'], 'study.json', { type: 'application/json' });
  file.text = () => Promise.resolve('{"study":"KET-TRD-01","version":"2.0"}');
  await userEvent.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file);
}

describe('an amendment', () => {
  it('shows each change with how much of what was entered it concerns', async () => {
    const { requests } = open(AMENDMENTS, 'manager');
    const table = await screen.findByRole('table', { name: 'What a version changes' });
    const cells = within(within(table).getAllByRole('row')[2]!).getAllByRole('cell');
    expect(cells.map((cell) => cell.textContent)).toEqual([
      'Window changed',
      '/schedule/events/H24',
      'from, to',
      '31',
      '31',
    ]);
    await userEvent.selectOptions(screen.getByLabelText('Compared with'), '0.9');
    await waitFor(() => expect(requests.at(-1)?.path).toMatch(/versions\/2\.0\/changes\?from=0\.9$/));
  });

  it('is chosen from the published versions, which say when and by whom', async () => {
    const { requests } = open(AMENDMENTS, 'manager');
    const table = await screen.findByRole('table', { name: 'Versions' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual(['2.0in force', '1.0', '0.9']);
    expect(rows[0]).toHaveTextContent('1 Mar 2026, 08:00 UTCada.administrator');
    expect(rows[2]).toHaveTextContent('The first version');
    await userEvent.click(within(table).getByRole('button', { name: 'Show what version 1.0 changes' }));
    await waitFor(() => expect(requests.at(-1)?.path).toMatch(/versions\/1\.0\/changes\?$/));
    expect(screen.getByRole('region', { name: 'What a version changes' })).toHaveFocus();
  });

  it('moves chosen subjects with a reason, and names those that were refused', async () => {
    const { requests } = open(AMENDMENTS, 'manager');
    await userEvent.selectOptions(await screen.findByLabelText('To version'), '1.0');
    expect(await screen.findByText('Every subject shown follows version 1.0.')).toBeInTheDocument();
    await userEvent.selectOptions(screen.getByLabelText('To version'), '2.0');
    await userEvent.click(await screen.findByLabelText('01-001 follows version 1.0'));
    await userEvent.click(screen.getByLabelText('01-002 follows version 1.0'));
    const move = screen.getByRole('button', { name: 'Move the chosen subjects' });
    expect(move).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Why'), 'Amendment 2');
    await userEvent.click(move);
    expect((await screen.findByText(/A draft is open/)).textContent).toBe('01-001: A draft is open.');
    expect(screen.getByText('1 moved, 0 followed it already, 1 refused.')).toBeInTheDocument();
    expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
      to: '2.0',
      subjects: ['01-001', '01-002'],
      reason: 'Amendment 2',
    });
  });

  it('moves many subjects some at a time', async () => {
    const { requests } = open(AMENDMENTS, 'manager');
    await userEvent.selectOptions(await screen.findByLabelText('To version'), '2.0');
    await userEvent.click(await screen.findByLabelText('Choose all 47 shown'));
    await userEvent.type(screen.getByLabelText('Why'), 'Amendment 2');
    await userEvent.click(screen.getByRole('button', { name: 'Move the chosen subjects' }));
    expect(await screen.findByText('45 moved, 0 followed it already, 2 refused.')).toBeInTheDocument();
    const moves = requests.filter((request) => request.method === 'POST').map((request) => request.body as { subjects: string[] });
    expect(moves.map((body) => body.subjects.length)).toEqual([25, 22]);
  });

  it('is published by an administrator after a trial, once its version is typed', async () => {
    const { requests } = open(AMENDMENTS, 'administrator');
    expect(await screen.findByText(/You may not read what was entered/)).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Move subjects to a version' })).not.toBeInTheDocument();
    await chooseFile();
    await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Publish version 2.0' }));
    const confirm = await screen.findByRole('button', { name: 'Publish it now' });
    expect(confirm).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Type 2.0 to confirm'), '2.0');
    await userEvent.click(confirm);
    expect(await screen.findByText('Version 2.0 is published and in force.')).toBeInTheDocument();
    const put = requests.find((request) => request.method === 'PUT');
    expect(put?.path).toMatch(/KET-TRD-01\/versions\/2\.0$/);
    expect(put?.body).toEqual({ study: 'KET-TRD-01', version: '2.0' });
  });

  it('is not published by a data manager', async () => {
    open(AMENDMENTS, 'manager');
    await screen.findByText('Try new rules on what was entered');
    await chooseFile();
    await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
    await screen.findByText('Version 2.0 on 1203 forms of 47 subjects:');
    expect(screen.queryByRole('button', { name: /^Publish/ })).not.toBeInTheDocument();
  });

  it('is tried on what was entered before anybody publishes it', async () => {
    open(AMENDMENTS, 'manager');
    await screen.findByText('Try new rules on what was entered');
    await chooseFile();
    await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
    expect(await screen.findByText('Version 2.0 on 1203 forms of 47 subjects:')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '01-002, Pre-dose, Vital signs' })).toBeInTheDocument();
  });
});

describe('all of a subject', () => {
  it('is signed over what the signer saw, after a fresh sign-in that keeps what was typed', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { ...window.location, pathname: SUBJECT, search: '', assign });
    const first = open(SUBJECT, 'investigator');
    await userEvent.click(await screen.findByRole('tab', { name: 'Review' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign all of the subject' }));
    const meaning = screen.getByLabelText('What your signature means');
    await userEvent.type(meaning, ' Really.');
    const dialog = screen.getByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sign all of the subject' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    expect(assign).toHaveBeenCalled();
    first.view.unmount();

    const { requests } = open(SUBJECT, 'investigator');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${SUBJECT}`, '', {});
    const again = await screen.findByRole('dialog');
    await userEvent.click(within(again).getByRole('button', { name: 'Sign all of the subject' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
      meaning: 'I confirm that these data are complete and correct. Really.',
      contentHash: 'c0ffee',
    });
  });

  it('is frozen by a data manager with a reason', async () => {
    const { requests } = open(SUBJECT, 'manager');
    await userEvent.click(await screen.findByRole('tab', { name: 'Review' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Freeze' }));
    await userEvent.type(await screen.findByLabelText('Reason'), 'Complete');
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Freeze' }));
    await waitFor(() =>
      expect(requests.find((r) => r.method === 'POST')?.body).toEqual({ action: 'freeze', reason: 'Complete' }),
    );
  });

  const standing = (more: Partial<GroupStanding>): GroupStanding => ({ state: 'open', signatures: [], marks: [], ...more });
  const signature = { by: 'ivan', at: '', meaning: '', revision: 0, contentHash: '' };
  const access = { may: () => true, mayAtSite: () => true, sites: null };

  it.each([
    [standing({}), ['signature', 'freeze', 'lock']],
    [standing({ signatures: [{ ...signature, valid: true }] }), ['freeze', 'lock']],
    [standing({ signatures: [{ ...signature, valid: false }], state: 'frozen' }), ['signature', 'lock', 'unfreeze']],
    [standing({ state: 'locked' }), ['unlock']],
    [standing({ state: 'sealed' }), []],
    [standing({ closedWith: { level: 'study', state: 'locked', by: '', since: '' } }), []],
    [standing({ closedWith: { level: 'site', state: 'frozen', by: '', since: '' } }), ['signature', 'freeze', 'lock']],
  ])('%#: offers the steps that have a place', (found, acts) => {
    expect(actsOf(found, access, '01')).toEqual(acts);
  });
});

describe('the lock', () => {
  it('names the places that are unfinished, each with a way there', async () => {
    open('/studies/KET-TRD-01/lock', 'manager');
    expect(await screen.findByText('Forms not reviewed: 1')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '01-002/PLUS40/VITALS/2', hidden: true })).toHaveAttribute(
      'href',
      '/studies/KET-TRD-01/subjects/01-002/events/PLUS40/forms/VITALS?repeat=2',
    );
    expect(screen.getByText(/The first 1 of 12/)).toBeInTheDocument();
  });

  it('can be that of one site', async () => {
    const { requests } = open('/studies/KET-TRD-01/lock', 'manager');
    const section = await screen.findByRole('region', { name: 'All of one site' });
    await userEvent.selectOptions(await within(section).findByLabelText('Site'), '03');
    await userEvent.type(await within(section).findByLabelText('Reason'), 'Closed out');
    await userEvent.click(within(section).getByRole('button', { name: 'Lock' }));
    expect(await within(section).findByText('Site 03: Locked.')).toBeInTheDocument();
    expect(requests.find((r) => r.method === 'POST')?.path).toMatch(/sites\/03\/closure$/);
  });

  it('shows whether the site is closed, offers what may follow, and a subject says what it is closed with', async () => {
    const first = open('/studies/KET-TRD-01/lock', 'manager');
    const section = await screen.findByRole('region', { name: 'All of one site' });
    await within(section).findByText('Open');
    await userEvent.type(await within(section).findByLabelText('Reason'), 'Cleaning');
    await userEvent.click(within(section).getByRole('button', { name: 'Freeze' }));
    expect(await within(section).findByText('Frozen')).toBeInTheDocument();
    expect(within(section).getByText(/Dario Datamanager · froze: Cleaning/)).toBeInTheDocument();
    expect(within(section).getByRole('button', { name: 'Unfreeze' })).toBeInTheDocument();
    expect(within(section).queryByRole('button', { name: 'Freeze' })).not.toBeInTheDocument();
    first.view.unmount();

    const second = open(SUBJECT, 'investigator');
    await userEvent.click(await screen.findByRole('tab', { name: 'Review' }));
    expect(await screen.findByText(/^The site is frozen since .* \(Dario Datamanager\)/)).toBeInTheDocument();
    second.view.unmount();

    open('/studies/KET-TRD-01/lock', 'manager');
    const again = await screen.findByRole('region', { name: 'All of one site' });
    await userEvent.type(await within(again).findByLabelText('Reason'), 'Done');
    await userEvent.click(within(again).getByRole('button', { name: 'Unfreeze' }));
    expect(await within(again).findByText('Open')).toBeInTheDocument();
  });
});

describe('the audit', () => {
  it('is verified on demand, and says what was compared', async () => {
    open('/studies/KET-TRD-01/audit', 'manager');
    await userEvent.click(await screen.findByRole('button', { name: 'Verify the store now' }));
    expect(await screen.findByText('Sound: 3120 entries in 1250 chains fit 96 signed roots.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Sign a root now' }));
    expect(await screen.findByText('Root 97 is signed: it covers 1250 chains.')).toBeInTheDocument();
  });

  it('lists the signed roots, the last first, with what proves each', async () => {
    const { requests } = open('/studies/KET-TRD-01/audit', 'monitor');
    const table = await screen.findByRole('table', { name: 'Signed roots' });
    expect(within(table).getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(
      Array.from({ length: 20 }, (_, i) => String(97 - i)),
    );
    expect(within(table).getAllByText('Merkle root')[0]!.closest('div')).toHaveTextContent('cdcdcd');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(within(table).getAllByRole('rowheader')).toHaveLength(40));
    expect(requests.at(-1)?.path).toMatch(/audit\/roots\?newestFirst=true&limit=20&after=78$/);
  });

  it('is that of the randomization too, whose roots and keys are its own', async () => {
    const { requests } = open('/studies/KET-TRD-01/audit', 'monitor');
    await userEvent.click(await screen.findByRole('radio', { name: 'Randomization and kits' }));
    const table = await screen.findByRole('table', { name: 'Signed roots' });
    await waitFor(() => expect(within(table).getAllByRole('rowheader')).toHaveLength(12));
    expect(screen.queryByRole('button', { name: 'Verify the store now' })).not.toBeInTheDocument();
    expect(requests.map((request) => request.path)).toEqual(
      expect.arrayContaining([
        '/api/randomizer/studies/KET-TRD-01/audit/roots?newestFirst=true&limit=20',
        '/api/randomizer/studies/KET-TRD-01/audit/keys',
      ]),
    );
  });
});

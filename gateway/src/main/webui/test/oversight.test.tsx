import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../mock/backend';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';

beforeEach(() => sessionStorage.clear());

describe('a code break', () => {
  it('is offered to those who may, and to nobody else', async () => {
    open(SUBJECT, 'nurse');
    await screen.findByRole('heading', { name: 'Subject 01-002' });
    expect(screen.queryByRole('button', { name: /break the code/ })).not.toBeInTheDocument();
  });

  it('keeps what was typed while the person signs in again, and shows the arm in its dialog alone', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { ...window.location, pathname: SUBJECT, search: '', assign });
    const first = open(SUBJECT, 'investigator');
    await userEvent.click(await screen.findByRole('button', { name: /break the code/ }));
    await userEvent.selectOptions(screen.getByLabelText('Why'), 'medical-emergency');
    await userEvent.type(screen.getByLabelText('What happened'), 'Seizure');
    await userEvent.click(screen.getByRole('button', { name: 'Show the arm to me' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    expect(assign).toHaveBeenCalledWith(`/sign-in?reauthenticate=true&returnTo=${encodeURIComponent(SUBJECT)}`);
    const key = first.requests.find((r) => r.method === 'POST')?.headers['Idempotency-Key'];

    first.view.unmount();
    const { requests, queries } = open(SUBJECT, 'investigator');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${SUBJECT}`, '', {});
    expect(await screen.findByLabelText('What happened')).toHaveValue('Seizure');
    await userEvent.click(screen.getByRole('button', { name: 'Show the arm to me' }));
    expect(await screen.findByText(/Active comparator/)).toBeInTheDocument();
    expect(requests.find((r) => r.method === 'POST')?.headers['Idempotency-Key']).toBe(key);
    expect(JSON.stringify(queries.getQueryCache().getAll().map((query) => query.state.data))).not.toMatch(/comparator/);
    expect(JSON.stringify({ ...sessionStorage })).not.toMatch(/Seizure|comparator/);
    await userEvent.click(screen.getByRole('button', { name: 'Close and hide the arm' }));
    await waitFor(() => expect(screen.queryByText(/Active comparator/)).not.toBeInTheDocument());
    vi.unstubAllGlobals();
  });

  it('is confirmed by a second person with a remark', async () => {
    const { requests } = open('/studies/KET-TRD-01/code-breaks', 'investigator');
    await userEvent.click(await screen.findByRole('button', { name: 'Confirm as the second person' }));
    await userEvent.type(screen.getByLabelText('Your remark'), 'In order');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm as the second person' }));
    await waitFor(() => expect(requests.find((r) => r.method === 'POST')?.path).toMatch(/code-breaks\/c1\/confirmation$/));
  });
});

describe('single items of a form', () => {
  const form = `${SUBJECT}/events/PLUS40/forms/VITALS`;
  const field = 'Systolic blood pressure';

  it('are locked with a reason, take no changes then, and are unlocked again', async () => {
    const entry = { values: { SYSBP: 120, DIABP: 80, PULSE: 70 }, missing: {}, occurredAt: '2026-03-02T09:40:00Z' };
    answer('PUT', `/api/ecrf${form}?repeat=1`, JSON.stringify(entry), {});
    const { requests, view } = open(form, 'manager');
    await userEvent.click(await screen.findByRole('button', { name: 'Lock items' }));
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: 'Lock items' });
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'Compared twice');
    expect(confirm).toBeDisabled();
    await userEvent.click(within(dialog).getByLabelText(field));
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
        revision: 1,
        action: 'lock',
        reason: 'Compared twice',
        items: ['SYSBP'],
      }),
    );
    expect(await screen.findByText('Locked: takes no changes.')).toBeInTheDocument();
    expect(screen.getByText(/locked items .*SYSBP: Compared twice/)).toBeInTheDocument();
    view.unmount();

    const nurse = open(form, 'nurse');
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
    expect(await screen.findByLabelText(new RegExp(`^${field}`))).toBeDisabled();
    expect(screen.getByLabelText(/^Diastolic/)).toBeEnabled();
    nurse.view.unmount();

    open(form, 'manager');
    await take('Unlock items', 'Wrong after all');
    await waitFor(() => expect(screen.queryByText('Locked: takes no changes.')).not.toBeInTheDocument());
  });

  it('are frozen for now, shown as such, and locked from there', async () => {
    const { requests } = open(form, 'manager');
    await take('Freeze items', 'To be cleaned');
    expect(await screen.findByText('Frozen: takes no changes for now.')).toBeInTheDocument();
    expect(screen.queryByText('Locked: takes no changes.')).not.toBeInTheDocument();
    expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
      revision: 1,
      action: 'freeze',
      reason: 'To be cleaned',
      items: ['SYSBP'],
    });

    await take('Lock items', 'Clean');
    expect(await screen.findByText('Locked: takes no changes.')).toBeInTheDocument();
    expect(screen.queryByText('Frozen: takes no changes for now.')).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Unfreeze items' })).not.toBeInTheDocument();

    await take('Unlock items', 'Wrong after all');
    await waitFor(() => expect(screen.queryByText('Locked: takes no changes.')).not.toBeInTheDocument());
    expect(screen.queryByText('Frozen: takes no changes for now.')).not.toBeInTheDocument();
  });

  /** Opens a step's dialog, chooses the item, gives a reason and goes on. */
  async function take(step: string, reason: string) {
    await userEvent.click(await screen.findByRole('button', { name: step }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByLabelText(field));
    await userEvent.type(within(dialog).getByLabelText('Reason'), reason);
    await userEvent.click(within(dialog).getByRole('button', { name: step }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  }
});

describe('kits', () => {
  it('of a subject show numbers, and the present one can be replaced', async () => {
    const { requests } = open(SUBJECT, 'investigator');
    await userEvent.click(await screen.findByRole('tab', { name: 'Kits' }));
    const row = (await screen.findByText('K2210947')).closest('tr')!;
    expect(screen.getAllByRole('button', { name: 'Replace this kit' })).toHaveLength(1);
    await userEvent.click(within(row).getByRole('button', { name: 'Replace this kit' }));
    await userEvent.type(screen.getByLabelText('How did it happen?'), 'Dropped');
    const dialog = screen.getByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Replace this kit' }));
    await waitFor(() =>
      expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
        kit: 'K2210947',
        cause: 'damaged',
        reason: 'Dropped',
      }),
    );
  });

  it('are the doses that a site can give for blinded people', async () => {
    const { requests } = open('/studies/KET-TRD-01/kits', 'investigator');
    expect(await screen.findByRole('cell', { name: '8' })).toBeInTheDocument();
    expect(screen.getAllByRole('columnheader').map((header) => header.textContent)).toEqual([
      'Site',
      'Doses before the next delivery',
    ]);
    expect(screen.queryByText('Stock by type')).not.toBeInTheDocument();
    expect(requests.some((r) => /\/(stock|shipments)(\?|$)/.test(r.path) && !r.path.includes('/sites/'))).toBe(false);
  });

  it('of a shipment are received one by one by the pharmacist', async () => {
    const { requests } = open('/studies/KET-TRD-01/kits', 'pharmacist');
    await userEvent.click(await screen.findByRole('button', { name: 'Receive this shipment' }));
    await userEvent.selectOptions(screen.getByLabelText('K4839210'), 'damaged');
    await userEvent.click(screen.getByRole('button', { name: 'Book the receipt' }));
    await waitFor(() =>
      expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
        conditions: { K1100238: 'intact', K4839210: 'damaged', K7719204: 'intact' },
      }),
    );
  });
});

describe('the data lock', () => {
  it('shows a monitor what is unfinished, and nothing to freeze or lock with', async () => {
    const study = open('/studies/KET-TRD-01', 'monitor');
    expect(await screen.findByRole('link', { name: 'Data lock' })).toHaveAttribute('href', '/studies/KET-TRD-01/lock');
    study.view.unmount();
    open('/studies/KET-TRD-01/lock', 'monitor');
    expect(await screen.findByText('Subjects not signed: 12')).toBeInTheDocument();
    expect(screen.queryByLabelText('Reason')).not.toBeInTheDocument();
    expect(screen.queryByText(/Then tick each point/)).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Freeze|Lock/ })).not.toBeInTheDocument();
  });

  it('is not offered to who has no part in it', async () => {
    open('/studies/KET-TRD-01', 'investigator');
    await screen.findByRole('link', { name: 'Queries' });
    expect(screen.queryByRole('link', { name: 'Data lock' })).not.toBeInTheDocument();
  });

  it('follows a freeze and names what is accepted as it is', async () => {
    const { requests } = open('/studies/KET-TRD-01/lock', 'manager');
    await userEvent.type(await screen.findByLabelText('Reason'), 'Database lock meeting');
    await userEvent.click(screen.getByRole('button', { name: 'Freeze the data' }));
    await userEvent.click(await screen.findByLabelText('Subjects not signed: 12'));
    await userEvent.type(screen.getByLabelText('Reason'), 'Agreed');
    await userEvent.click(screen.getByRole('button', { name: 'Lock the data' }));
    await waitFor(() =>
      expect(requests.filter((r) => r.method === 'POST').map((r) => r.body)).toEqual([
        { action: 'freeze', reason: 'Database lock meeting', accept: [] },
        { action: 'lock', reason: 'Agreed', accept: ['unsigned-subjects'] },
      ]),
    );
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { answer } from '../mock/backend';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';
const FORM = `${SUBJECT}/events/PLUS40/forms/VITALS`;

describe('without a session', () => {
  it('every page is the way in, and the address is kept', async () => {
    window.history.replaceState({}, '', '/studies/KET-TRD-01');
    open('/studies/KET-TRD-01', '');
    const link = await screen.findByRole('link', { name: 'Sign in' });
    expect(link).toHaveAttribute('href', '/sign-in?returnTo=%2Fstudies%2FKET-TRD-01');
  });
});

describe('home', () => {
  it('shows studies with roles and sites, and what the role may open', async () => {
    open('/', 'coordinator');
    const card = await screen.findByRole('region', { name: 'KET-TRD-01' });
    expect(within(card).getByText('Coordinator')).toBeInTheDocument();
    expect(within(card).getByText('01')).toBeInTheDocument();
    expect(within(card).getByRole('link', { name: 'Subjects' })).toHaveAttribute('href', '/studies/KET-TRD-01');
    expect(within(card).queryByRole('link', { name: 'Interim analyses' })).not.toBeInTheDocument();
  });

  it('offers the interim analyses to the committee, and no subjects', async () => {
    open('/', 'dmc');
    expect(await screen.findByRole('link', { name: 'Interim analyses' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Subjects' })).not.toBeInTheDocument();
  });

  it('tells a person without a role what to do', async () => {
    open('/', 'nobody');
    expect(await screen.findByText('You have no study yet')).toBeInTheDocument();
  });
});

describe('subjects', () => {
  it('are found by number', async () => {
    open('/studies/KET-TRD-01', 'coordinator');
    await screen.findByRole('link', { name: '01-002' });
    await userEvent.type(screen.getByLabelText('Search by subject'), '03-01');
    expect(screen.queryByRole('link', { name: '01-002' })).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: '03-010' })).toBeInTheDocument();
  });

  it('are screened after a confirmation, with an idempotency key', async () => {
    const { requests, router } = open('/studies/KET-TRD-01', 'coordinator');
    await userEvent.click(await screen.findByRole('button', { name: 'Screen a new subject' }));
    expect(requests.some((r) => r.method === 'POST')).toBe(false);
    await userEvent.click(await screen.findByRole('button', { name: 'Screen the subject' }));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/subjects\/01-0\d\d$/));
    const post = requests.find((r) => r.method === 'POST');
    expect(post?.path).toBe('/api/ecrf/studies/KET-TRD-01/sites/01/subjects');
    expect(post?.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
    expect(post?.body).toMatchObject({ screenedAt: expect.stringMatching(/Z$/) });
  });

  it('are not screened by those who may not', async () => {
    open('/studies/KET-TRD-01', 'nurse');
    await screen.findByRole('link', { name: '01-002' });
    expect(screen.queryByRole('button', { name: 'Screen a new subject' })).not.toBeInTheDocument();
  });
});

describe('a subject', () => {
  it('shows the rater that dose-day forms exist but are hidden', async () => {
    open(SUBJECT, 'rater');
    const event = await screen.findByRole('region', { name: '+40 minutes' });
    expect(within(event).getAllByText('Hidden for your role: protects the blind')).toHaveLength(2);
    expect(within(event).queryByRole('link')).not.toBeInTheDocument();
  });

  it('says states in words', async () => {
    open(SUBJECT, 'nurse');
    const event = await screen.findByRole('region', { name: '+40 minutes' });
    expect(within(event).getAllByText('Due now')).toHaveLength(2);
    expect(within(event).getByRole('link', { name: /Vital signs/ })).toHaveAttribute('href', FORM);
  });

  it('is randomized after a confirmation that names the strata', async () => {
    const { requests } = open('/studies/KET-TRD-01/subjects/01-001', 'coordinator');
    await userEvent.click(await screen.findByRole('button', { name: 'Randomize' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/madrsBand GE35/)).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Randomize now' }));
    expect(await screen.findByText('Subject 01-001 is randomized')).toBeInTheDocument();
    expect(screen.getByText('K-70315')).toBeInTheDocument();
    const post = requests.find((r) => r.method === 'POST');
    expect(post?.body).toEqual({ subject: '01-001' });
    expect(post?.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a form', () => {
  const saves = (requests: { method: string; path: string; headers: Record<string, string>; body: unknown }[]) =>
    requests.filter((request) => request.method === 'PUT' && !request.path.includes('/draft'));

  const fill = async () => {
    await userEvent.type(await screen.findByLabelText(/When did this happen/), '2026-03-04T09:40');
    await userEvent.type(screen.getByLabelText(/Diastolic blood pressure \*|^Diastolic/), '130');
    await userEvent.type(screen.getByLabelText(/^Systolic/), '120');
  };

  it('asks for the time before it saves', async () => {
    const { requests } = open(FORM, 'nurse');
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Say when this happened.')).toBeInTheDocument();
    expect(saves(requests)).toHaveLength(0);
  });

  it('shows what the server finds at the items, keeps the entries, and saves once corrected', async () => {
    const { requests } = open(FORM, 'nurse');
    await fill();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findAllByText(/Systolic must be above diastolic/)).toHaveLength(2);
    const diastolic = screen.getByLabelText(/^Diastolic/);
    expect(diastolic).toHaveValue('130');
    expect(screen.getByLabelText(/^Systolic/)).toHaveFocus();
    await userEvent.clear(diastolic);
    await userEvent.type(diastolic, '80');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved as revision 1.')).toBeInTheDocument();
    const [first, second] = saves(requests);
    expect(second?.headers).toMatchObject({ 'If-None-Match': '*' });
    expect(second?.headers['Idempotency-Key']).not.toBe(first?.headers['Idempotency-Key']);
    expect(second?.body).toEqual({
      occurredAt: '2026-03-04T08:40:00Z',
      values: { SYSBP: 120, DIABP: 80 },
      missing: {},
    });
  });

  it('asks for a reason before it changes what is saved', async () => {
    const { requests } = open(FORM, 'nurse');
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Give a reason.')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText(/Why do you change this form/), 'Read the wrong line');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved as revision 2.')).toBeInTheDocument();
    const put = saves(requests)[0];
    expect(put?.headers['If-Match']).toBe('"1"');
    expect(put?.body).toMatchObject({ reasonForChange: 'Read the wrong line' });
  });

  it('asks why it was outside the window', async () => {
    open(`${SUBJECT}/events/PLUS80/forms/VITALS`, 'nurse');
    await userEvent.type(await screen.findByLabelText(/When did this happen/), '2026-03-04T12:00');
    expect(await screen.findByLabelText(/Why was it outside the window/)).toBeInTheDocument();
  });

  it('keeps what is typed, hides what is not asked, and is there again after a reload', async () => {
    const place = `${SUBJECT}/events/PLUS230/forms/VITALS`;
    const { requests, view } = open(place, 'nurse');
    await userEvent.type(await screen.findByLabelText(/^Systolic/), '117');
    const kept = await screen.findByText('Draft kept', undefined, { timeout: 5000 });
    expect(kept).toBeInTheDocument();
    expect(requests.find((r) => r.path.includes('/draft') && r.method === 'PUT')?.body).toMatchObject({
      baseRevision: 0,
      values: { SYSBP: 117 },
    });
    view.unmount();
    open(place, 'nurse');
    expect(await screen.findByLabelText(/^Systolic/)).toHaveValue('117');
    expect(screen.getByText('Here is what you had typed before')).toBeInTheDocument();
  });

  it('asks why it is saved in spite of a warning', async () => {
    const { requests } = open(`${SUBJECT}/events/PREDOSE/forms/VITALS`, 'nurse');
    await userEvent.type(await screen.findByLabelText(/When did this happen/), '2026-03-04T08:00');
    await userEvent.type(screen.getByLabelText(/^Systolic/), '190');
    await userEvent.type(screen.getByLabelText(/^Diastolic/), '90');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await userEvent.type(await screen.findByLabelText(/Why do you save in spite of this/), 'Measured twice');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved as revision 1.')).toBeInTheDocument();
    expect(saves(requests)[1]?.body).toMatchObject({ warningReasons: { HIGH: 'Measured twice' } });
  });

  it('shows both values when somebody saved meanwhile', async () => {
    open(FORM, 'nurse');
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
    await userEvent.type(screen.getByLabelText(/Why do you change this form/), 'Too late');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const alert = await screen.findByText(/Somebody else saved this form/);
    expect(alert).toBeInTheDocument();
    expect(screen.getByText(/131/)).toBeInTheDocument();
    expect(screen.getByText(/142/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Keep both changes' })).toBeInTheDocument();
  });

  it('has the person decide on what both changed, and keeps the rest of what was typed', async () => {
    const { requests } = open(FORM, 'nurse');
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
    await userEvent.type(screen.getByLabelText(/Why do you change this form/), 'Too late again');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const goOn = await screen.findByRole('button', { name: 'Go on with what I chose' });
    expect(goOn).toBeDisabled();
    await userEvent.click(screen.getByRole('radio', { name: 'Systolic blood pressure: Keep mine' }));
    await userEvent.click(goOn);
    await waitFor(() =>
      expect(requests.filter((r) => r.method === 'PUT' && /draft/.test(r.path)).at(-1)?.body).toMatchObject({
        baseRevision: 3,
        reasonForChange: 'Too late again',
        values: { SYSBP: 142 },
      }),
    );
  });

  it('stays, with all that was typed, when the session ends', async () => {
    const { queries } = open(`${SUBJECT}/events/PLUS80/forms/VITALS`, 'nurse');
    await userEvent.type(await screen.findByLabelText(/^Systolic/), '118');
    answer('GET', '/mock/out', '', {});
    await queries.invalidateQueries({ queryKey: ['me'] });
    expect(await screen.findByText('Your session has ended')).toBeInTheDocument();
    expect(screen.getByLabelText(/^Systolic/)).toHaveValue('118');
  });

  it('is read-only where the role may only read', async () => {
    open(FORM, 'monitor');
    expect(await screen.findByText(/Revision 2, saved by nora.nurse/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Change' })).not.toBeInTheDocument();
  });
});

describe('interim analyses', () => {
  it('are run after a confirmation, and lead to the report', async () => {
    const { requests } = open('/studies/KET-TRD-01/analyses', 'dmc');
    const report = await screen.findByRole('link', { name: /Read the report, Look 1/ });
    expect(report).toHaveAttribute('href', '/api/stats/studies/KET-TRD-01/analyses/a1/report');
    await userEvent.click(screen.getByRole('button', { name: 'Run look 2' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Run the analysis' }));
    await waitFor(() => expect(requests.find((r) => r.method === 'POST')?.body).toEqual({ look: 2 }));
  });
});

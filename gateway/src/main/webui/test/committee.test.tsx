import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../mock/backend';
import { open } from './app';

const MEETING = '/studies/KET-TRD-01/meetings/m1';
const API = '/api/stats/studies/KET-TRD-01/meetings/m1';
const SECRET = 'A has more events than B';
const WORDING = 'The committee recommends to stop the trial.';

beforeEach(() => {
  sessionStorage.clear();
  answer('GET', '/mock/committee/open', '', {});
});

const section = (name: string) => screen.findByRole('region', { name });

async function sitDown() {
  const attendance = await section('Attendance');
  await userEvent.click(within(attendance).getByLabelText('closed session'));
  await userEvent.click(within(attendance).getByRole('button', { name: 'Enter my attendance' }));
  const interests = await section('Interests');
  await userEvent.click(within(interests).getByRole('button', { name: 'Declare' }));
  await within(interests).findByText(/dora\.dmc: Nothing to declare/);
}

/** In one piece: letter by letter takes seconds for a sentence. */
async function fill(label: string, text: string) {
  await userEvent.click(await screen.findByLabelText(label));
  await userEvent.paste(text);
}

async function write() {
  await userEvent.selectOptions(await screen.findByLabelText('The committee recommends to'), 'stop-harm');
  await fill('Wording to be released', WORDING);
  await fill('Reasons, for the closed minutes', SECRET);
  await userEvent.click(screen.getByRole('button', { name: 'Write the recommendation' }));
  await screen.findByText(/Revision 1 by dora\.dmc/);
}

/** The reader is entered already. */
function seated() {
  answer('GET', '/mock/as/dmc', '', {});
  answer('POST', `${API}/attendance`, JSON.stringify({ sessions: ['open', 'closed'] }), {});
  answer('POST', `${API}/interests`, JSON.stringify({ declaration: 'none', statement: '' }), {});
}

/** Another member writes. */
function theirs(replaces: number, wording: string) {
  answer('POST', `${API}/drafts`, JSON.stringify({ replaces, action: 'continue', reasons: 'r', wording }), {});
}

describe('a closed session', () => {
  it('lets nobody write or sign who has not entered attendance and interests', async () => {
    open(MEETING, 'dmc');
    expect(await screen.findByText(/To write, sign or release, enter that you attend/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Wording to be released')).not.toBeInTheDocument();
    await sitDown();
    expect(await screen.findByLabelText('Wording to be released')).toBeInTheDocument();
    expect(screen.queryByText(/To write, sign or release/)).not.toBeInTheDocument();
  });

  it('bars a member with a conflict, after saying what it means', async () => {
    const { requests } = open(MEETING, 'dmc');
    await sitDown();
    const interests = await section('Interests');
    await userEvent.selectOptions(within(interests).getByLabelText(/My interests/), 'bars-voting');
    expect(within(interests).getByText(/your signature is void/)).toBeInTheDocument();
    expect(within(interests).getByRole('button', { name: 'Declare' })).toBeDisabled();
    await fill('What it is', 'I hold shares');
    await userEvent.click(within(interests).getByRole('button', { name: 'Declare' }));
    expect(await screen.findByText(/bars you from writing, signing and releasing/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Wording to be released')).not.toBeInTheDocument();
    expect(requests.filter((r) => r.path.endsWith('/interests')).at(-1)?.body).toEqual({
      declaration: 'bars-voting',
      statement: 'I hold shares',
    });
  });

  it('lets a member correct a declaration with a reason, and keeps both', async () => {
    seated();
    answer('POST', `${API}/interests`, JSON.stringify({ declaration: 'bars-voting', statement: 'I hold shares' }), {});
    open(MEETING, 'dmc');
    const interests = await section('Interests');
    await within(interests).findByText(/I hold shares/);
    expect(within(interests).getByRole('button', { name: 'Declare' })).toBeDisabled();
    await fill('Why you correct your declaration', 'Another firm');
    await userEvent.click(within(interests).getByRole('button', { name: 'Declare' }));
    expect(await screen.findByLabelText('Wording to be released')).toBeInTheDocument();
    expect(within(interests).getByText(/I hold shares/)).toBeInTheDocument();
    expect(within(interests).getByText(/Nothing to declare – Another firm/)).toBeInTheDocument();
  });

  it('is neither signed nor released in a revision that came while the page was open, until it is read', async () => {
    seated();
    theirs(0, WORDING);
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${MEETING}`, '', {});
    answer('POST', `${API}/signatures`, '{}', {});
    const { requests, queries } = open(MEETING, 'dmc');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${MEETING}`, '', {});
    expect(await screen.findByRole('button', { name: 'Release to sponsor and sites' })).toBeEnabled();
    theirs(1, 'Continue.');
    answer('POST', `${API}/signatures`, '{}', {});
    await queries.invalidateQueries();

    expect(await screen.findByText('Changed to revision 2 since you read it')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Release to sponsor and sites' })).toBeDisabled();
    theirs(2, 'Stop.');
    await queries.invalidateQueries();
    expect(await screen.findByRole('button', { name: 'Sign' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'I have read revision 2' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'I have read revision 3' }));
    expect(screen.queryByText(/since you read it/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Sign' }));
    await screen.findByText(/2 of 2 signatures stand/);
    expect(requests.filter((r) => r.path.endsWith('/signatures')).at(-1)?.body).toMatchObject({ hash: '3'.repeat(64) });
    expect(screen.getByRole('button', { name: 'Release to sponsor and sites' })).toBeEnabled();
  });

  it('asks to read what was changed while its signer signed in again', async () => {
    vi.stubGlobal('location', { ...window.location, pathname: MEETING, search: '', assign: vi.fn() });
    seated();
    theirs(0, WORDING);
    const first = open(MEETING, 'dmc');
    await userEvent.click(await screen.findByRole('button', { name: 'Sign' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    first.view.unmount();
    theirs(1, 'Continue.');

    const { requests } = open(MEETING, 'dmc');
    expect(await screen.findByText('Changed to revision 2 since you read it')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Sign' })).toBeDisabled();
    expect(requests.some((r) => r.path.endsWith('/signatures'))).toBe(false);
    vi.unstubAllGlobals();
  });

  it('is closed without a release, for a reason that survives a fresh sign-in', async () => {
    vi.stubGlobal('location', { ...window.location, pathname: MEETING, search: '', assign: vi.fn() });
    const first = open(MEETING, 'dmc');
    const closing = await section('Close without a release');
    expect(within(closing).getByRole('button')).toBeDisabled();
    await fill('Why nothing is released, for the closed minutes', 'The run rested on an error');
    await userEvent.click(within(closing).getByRole('button'));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    first.view.unmount();

    const { requests } = open(MEETING, 'dmc');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${MEETING}`, '', {});
    await userEvent.click(await screen.findByRole('button', { name: 'Close this session without a release' }));
    expect(await screen.findByText(/Closed without a release by dora\.dmc.*an error/)).toBeInTheDocument();
    expect(requests.find((r) => r.path.endsWith('/closing'))?.body).toEqual({ reason: 'The run rested on an error' });
    expect(screen.queryByRole('button', { name: /Close this|Release to|Declare/ })).not.toBeInTheDocument();

    open('/studies/KET-TRD-01/analyses', 'dmc');
    expect(await screen.findByRole('button', { name: 'Open the session on look 1' })).toBeInTheDocument();
    vi.unstubAllGlobals();
  });

  it('keeps the chosen meaning while a member signs in again, and sends the same signature', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { ...window.location, pathname: MEETING, search: '', assign });
    const first = open(MEETING, 'dmc');
    await sitDown();
    await write();
    await userEvent.selectOptions(screen.getByLabelText('My signature says'), 'authorship');
    await userEvent.click(screen.getByRole('button', { name: 'Sign' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    expect(assign).toHaveBeenCalledWith(`/sign-in?reauthenticate=true&returnTo=${encodeURIComponent(MEETING)}`);
    const key = first.requests.find((r) => r.path.endsWith('/signatures'))?.headers['Idempotency-Key'];

    first.view.unmount();
    const { requests } = open(MEETING, 'dmc');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${MEETING}`, '', {});
    expect(await screen.findByLabelText('My signature says')).toHaveValue('authorship');
    await userEvent.click(screen.getByRole('button', { name: 'Sign' }));
    await screen.findByText(/2 of 2 signatures stand/);
    const signature = requests.find((r) => r.path.endsWith('/signatures'));
    expect(signature?.headers['Idempotency-Key']).toBe(key);
    expect(signature?.body).toEqual({ hash: '1'.repeat(64), meaning: 'authorship' });
    expect(JSON.stringify({ ...sessionStorage })).not.toMatch(/authorship/);

    await userEvent.click(screen.getByRole('button', { name: 'Release to sponsor and sites' }));
    expect(await screen.findByText(/Released by dora\.dmc/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Change the recommendation|Sign|Declare/ })).not.toBeInTheDocument();
    vi.unstubAllGlobals();
  });

  it('shows a signature that a change has voided, and cannot be signed over unsaved changes', async () => {
    open(MEETING, 'dmc');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${MEETING}`, '', {});
    await sitDown();
    await write();
    await userEvent.click(screen.getByRole('button', { name: 'Sign' }));
    await screen.findByText(/2 of 2 signatures stand/);
    await fill('Wording to be released', ' At once.');
    expect(screen.getByRole('button', { name: 'Release to sponsor and sites' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Change the recommendation' }));
    expect(await screen.findAllByText('Void: the recommendation was changed')).toHaveLength(2);
    expect(screen.getByText(/0 of 2 signatures stand/)).toBeInTheDocument();
    expect(screen.getByText('Earlier revisions')).toBeInTheDocument();
  });

  it('keeps what is typed when another member was faster, and asks before it replaces theirs', async () => {
    const { requests, queries } = open(MEETING, 'dmc');
    await sitDown();
    await fill('Wording to be released', WORDING);
    await fill('Reasons, for the closed minutes', SECRET);
    theirs(0, 'Continue.');
    await userEvent.click(screen.getByRole('button', { name: 'Write the recommendation' }));
    await queries.invalidateQueries();
    await userEvent.click(await screen.findByRole('button', { name: /revision 1; mine replaces it/ }));
    expect(screen.getByLabelText('Wording to be released')).toHaveValue(WORDING);
    await userEvent.click(screen.getByRole('button', { name: 'Change the recommendation' }));
    await screen.findByText(/Revision 2 by dora\.dmc/);
    expect(requests.filter((r) => r.path.endsWith('/drafts')).at(-1)?.body).toMatchObject({ replaces: 1 });
  });
});

describe('the interim analyses', () => {
  it('lead to the sessions, and open one on a completed look that has none', async () => {
    answer('GET', '/mock/committee/none', '', {});
    const { requests, router } = open('/studies/KET-TRD-01/analyses', 'dmc');
    const sessions = await section('Closed sessions');
    expect(await within(sessions).findByText('The committee has not met.')).toBeInTheDocument();
    await userEvent.click(await within(sessions).findByRole('button', { name: 'Open the session on look 1' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(MEETING));
    expect(requests.find((r) => r.method === 'POST')?.body).toEqual({ analysis: 'a1' });
    expect(await screen.findByRole('heading', { name: 'Closed session on look 1' })).toBeInTheDocument();
  });
});

describe('the key of A and B', () => {
  it('takes a reason that survives a fresh sign-in, and is held by its dialog alone', async () => {
    const here = '/studies/KET-TRD-01/analyses';
    const assign = vi.fn();
    vi.stubGlobal('location', { ...window.location, pathname: here, search: '', assign });
    const first = open(here, 'dmc');
    await userEvent.click(await screen.findByRole('button', { name: 'Key of A and B, look 1' }));
    expect(screen.getByRole('button', { name: 'Show the key to me' })).toBeDisabled();
    await fill('Why you need to know', 'Safety review');
    await userEvent.click(screen.getByRole('button', { name: 'Show the key to me' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    expect(assign).toHaveBeenCalled();

    first.view.unmount();
    const { requests, queries } = open(here, 'dmc');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${here}`, '', {});
    expect(await screen.findByLabelText('Why you need to know')).toHaveValue('Safety review');
    await userEvent.click(screen.getByRole('button', { name: 'Show the key to me' }));
    expect(await screen.findByText(/Active comparator/)).toBeInTheDocument();
    expect(requests.find((r) => r.method === 'POST')?.path).toMatch(/analyses\/a1\/key-releases$/);
    expect(JSON.stringify(queries.getQueryCache().getAll().map((query) => query.state.data))).not.toMatch(/comparator/);
    await userEvent.click(screen.getByRole('button', { name: 'Close and hide the key' }));
    await waitFor(() => expect(screen.queryByText(/Active comparator/)).not.toBeInTheDocument());
    vi.unstubAllGlobals();
  });
});

describe('the recommendations', () => {
  it('are offered to everybody, and an empty page says that it tells nothing', async () => {
    open('/', 'rater');
    expect(await screen.findByRole('link', { name: 'Recommendations' })).toBeInTheDocument();
    const { requests } = open('/studies/KET-TRD-01/recommendations', 'sponsor');
    expect(await screen.findByRole('heading', { name: 'Nothing has been released' })).toBeInTheDocument();
    expect(screen.getByText(/does not tell whether the committee has met/)).toBeInTheDocument();
    expect(requests.some((r) => /meetings|analyses/.test(r.path))).toBe(false);
  });

  it('show action, wording and look once released', async () => {
    const drafted = JSON.stringify({ replaces: 0, action: 'stop-harm', reasons: SECRET, wording: WORDING });
    answer('POST', '/api/stats/studies/KET-TRD-01/meetings/m1/drafts', drafted, {});
    answer('GET', `/sign-in?reauthenticate=true&returnTo=/`, '', {});
    answer('POST', '/api/stats/studies/KET-TRD-01/meetings/m1/release', '{}', {});
    open('/studies/KET-TRD-01/recommendations', 'sponsor');
    expect(await screen.findByRole('heading', { name: 'Look 1: Stop for harm' })).toBeInTheDocument();
    expect(screen.getByText(WORDING)).toBeInTheDocument();
    expect(screen.queryByText(SECRET)).not.toBeInTheDocument();
  });
});

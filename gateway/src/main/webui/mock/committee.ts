import type { Meeting, MeetingDraft, ReleasedRecommendation } from '../src/api/types';
import { NOW } from './data.ts';

const OTTO = 'otto.dmc';

const empty = (): Meeting => ({
  meeting: 'm1',
  analysis: 'a1',
  look: 1,
  openedBy: 'dora.dmc',
  openedAt: NOW,
  state: 'open',
  chairedByYou: true,
  attendance: [{ person: OTTO, member: true, sessions: ['open', 'closed'], since: NOW }],
  interests: [{ person: OTTO, declaration: 'none', statement: '', at: NOW }],
  earlier: [],
  signatures: [],
  signaturesNeeded: 2,
});

let minutes: Meeting[] = [];
let recommendations: ReleasedRecommendation[] = [];

function latest(): Meeting {
  return minutes[0]!;
}

function write(body: Record<string, unknown>, by: string): boolean {
  const meeting = latest();
  const current = meeting.recommendation;
  if (body.replaces !== (current?.revision ?? 0)) {
    return false;
  }
  const revision = (current?.revision ?? 0) + 1;
  meeting.earlier = current ? [...meeting.earlier, current] : [];
  meeting.recommendation = { ...(body as MeetingDraft), revision, by, at: NOW, hash: String(revision).repeat(64) };
  meeting.signatures = meeting.signatures.map((signature) => ({
    ...signature,
    stands: false,
    voidBecause: 'recommendation-changed',
  }));
  return true;
}

function release(by: string): void {
  const meeting = latest();
  const { action, wording } = meeting.recommendation!;
  meeting.state = 'released';
  meeting.release = { by, at: NOW, recommendation: 'r1' };
  recommendations = [{ recommendation: 'r1', look: meeting.look, action, wording, releasedAt: NOW }];
}

/** The committee of the mock services: Otto is there, and signs what Dora signs. */
export const committee = {
  start(what: string): null {
    minutes = what === 'none' ? [] : [empty()];
    recommendations = [];
    return null;
  },
  meetings: () => structuredClone(minutes),
  released: () => recommendations,
  open(body: Record<string, unknown>): Meeting {
    minutes = [{ ...empty(), analysis: String(body.analysis) }];
    return latest();
  },
  enter(part: string, body: Record<string, unknown>, by: string): Meeting | null {
    const meeting = latest();
    if (part === 'attendance') {
      meeting.attendance.push({ person: by, member: true, sessions: body.sessions as ['open', 'closed'], since: NOW });
    } else if (part === 'interests') {
      meeting.interests.push({ ...(body as Meeting['interests'][number]), person: by, at: NOW });
    } else if (part === 'drafts') {
      if (!write(body, by)) {
        return null;
      }
    } else if (part === 'signatures') {
      for (const person of [by, OTTO]) {
        const { revision, hash } = meeting.recommendation!;
        meeting.signatures.push({ person, meaning: 'approval', at: NOW, revision, hash, stands: true });
      }
    } else if (part === 'closing') {
      meeting.state = 'closed';
      meeting.closing = { by, at: NOW, reason: String(body.reason) };
    } else {
      release(by);
    }
    return structuredClone(meeting);
  },
};

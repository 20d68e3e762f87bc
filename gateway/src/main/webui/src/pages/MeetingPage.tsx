import { Alert, Badge, Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accessTo } from '../access';
import { call, newKey } from '../api/client';
import { forget, keptFor } from '../api/freshSignIn';
import { meetingQuery, paths } from '../api/queries';
import type { InterestDeclaration, Meeting } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { ProblemPage } from '../components/ProblemPage';
import { useMe } from '../components/useMe';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { MeetingClosing } from './MeetingClosing';
import { MeetingRecommendation, type DraftText } from './MeetingRecommendation';
import { MeetingRelease } from './MeetingRelease';
import { MeetingSignatures } from './MeetingSignatures';

type Props = { study: string; meeting: string };

/** The minutes of a closed session, and what the reader may enter in them. */
export function MeetingPage({ study, meeting }: Props) {
  const minutes = useQuery(meetingQuery(study, meeting));
  if (minutes.isPending) {
    return <Loading />;
  }
  if (minutes.isError && !minutes.data) {
    return <ProblemPage error={minutes.error} onRetry={() => void minutes.refetch()} />;
  }
  return <Minutes key={minutes.data.meeting} study={study} meeting={minutes.data} />;
}

/**
 * What is typed and not sent yet, and the hash of the recommendation that its writer has read: others may change it at any
 * time, and nobody signs or releases what they have not read. It waits here while they sign in again.
 */
export type Typed = {
  draft: DraftText | null;
  meaning: string;
  reason: string;
  read: string | null;
  keys: { sign: string; release: string; close: string };
};

const newKeys = () => ({ sign: newKey(), release: newKey(), close: newKey() });

/** Whether the recommendation as it stands is not the one that the person has read. */
export const unread = (meeting: Meeting, typed: Typed): boolean =>
  meeting.recommendation !== undefined && meeting.recommendation.hash !== typed.read;

export type Entry = { part: string; body: unknown; key?: string };

/** Sends an entry and takes the minutes that come back. */
export function useEntry(study: string, meeting: string, onDone: (minutes: Meeting, entry: Entry) => void = () => {}) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  return useMutation({
    mutationFn: async (entry: Entry) =>
      (
        await call<Meeting>('POST', `${paths.meeting(study, meeting)}/${entry.part}`, {
          body: entry.body,
          headers: { 'Idempotency-Key': entry.key ?? key },
        })
      ).data,
    onSuccess: (minutes, entry) => {
      queries.setQueryData(meetingQuery(study, meeting).queryKey, minutes);
      void queries.invalidateQueries({ queryKey: ['study', study, 'meetings'], exact: true });
      setKey(newKey());
      onDone(minutes, entry);
    },
  });
}

function Minutes({ study, meeting }: { study: string; meeting: Meeting }) {
  const me = useMe();
  const what = `meeting.${study}.${meeting.meeting}`;
  const [typed, setTyped] = useState<Typed>(
    () =>
      keptFor<Typed>(what) ?? {
        draft: null,
        meaning: 'approval',
        reason: '',
        read: meeting.recommendation?.hash ?? null,
        keys: newKeys(),
      },
  );
  const sent = (part: Partial<Typed>) => {
    forget(what);
    setTyped({ ...typed, keys: newKeys(), ...part });
  };
  const attends = meeting.attendance.some((who) => who.person === me.username && who.sessions.includes('closed'));
  const mine = meeting.interests.filter((declared) => declared.person === me.username);
  const barred = mine.at(-1)?.declaration === 'bars-voting';
  const member = accessTo(me, study).may('meeting.hold');
  const open = meeting.state === 'open';
  const votes = open && member && attends && mine.length > 0 && !barred;
  const parts = { study, meeting, typed, what };
  return (
    <Stack gap="lg">
      <div>
        <Crumbs study={study} here={t('meeting.title', { look: meeting.look })} />
        <Group>
          <Title order={1}>{t('meeting.title', { look: meeting.look })}</Title>
          <Badge size="lg" variant="light" tt="none" color={stateColors[meeting.state]}>
            {t(`meeting.states.${meeting.state}`)}
          </Badge>
        </Group>
        <Text className="quiet">
          {t('meeting.openedBy', { name: meeting.openedBy, at: formatInstant(meeting.openedAt, 'UTC') })}
        </Text>
        {meeting.supersedes && <Text>{t('meeting.supersedes')}</Text>}
      </div>
      <Alert color="orange" icon={<IconLock aria-hidden />} title={t('dmc.confidential')}>
        <Text c="dark.8">{t('dmc.confidentialText')}</Text>
      </Alert>
      <Attendance study={study} meeting={meeting} />
      <Interests study={study} meeting={meeting} barred={barred} />
      {open && member && !votes && (
        <Text className="panel" p="md" role="status">
          {t(barred ? 'meeting.barred' : 'meeting.notYet')}
        </Text>
      )}
      <MeetingRecommendation
        {...parts}
        writable={votes}
        onTyped={(draft) => setTyped({ ...typed, draft })}
        onRead={(read) => sent({ draft: typed.draft, read })}
        onSent={(read) => sent({ draft: null, read: read ?? typed.read })}
      />
      <MeetingSignatures
        {...parts}
        signable={votes}
        onTyped={(meaning) => setTyped({ ...typed, meaning })}
        onSent={() => sent({})}
      />
      <MeetingRelease {...parts} releasable={votes} onSent={() => sent({})} />
      <MeetingClosing
        {...parts}
        onTyped={(reason) => setTyped({ ...typed, reason })}
        onSent={() => sent({ reason: '' })}
      />
    </Stack>
  );
}

export const stateColors = { open: 'orange', released: 'green', closed: 'gray' } as const;

type PartProps = { study: string; meeting: Meeting };

function Attendance({ study, meeting }: PartProps) {
  const me = useMe();
  const entered = meeting.attendance.find((who) => who.person === me.username)?.sessions ?? [];
  const [sessions, setSessions] = useState<string[]>([]);
  const attend = useEntry(study, meeting.meeting, () => setSessions([]));
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('meeting.attendance')}>
      <Title order={2} size="h3">
        {t('meeting.attendance')}
      </Title>
      {meeting.attendance.length === 0 && <Text>{t('meeting.nobody')}</Text>}
      {meeting.attendance.map((who) => (
        <Text key={who.person}>
          {t('meeting.attends', {
            name: who.member ? who.person : `${who.person} (${t('meeting.notMember')})`,
            sessions: who.sessions.map((session) => t(`meeting.sessionNames.${session}`)).join(', '),
          })}
        </Text>
      ))}
      {meeting.state === 'open' && entered.length < 2 && (
        <>
          <Checkbox.Group label={t('meeting.iAttend')} value={sessions} onChange={setSessions}>
            <Group mt="xs">
              {(['open', 'closed'] as const)
                .filter((session) => !entered.includes(session))
                .map((session) => (
                  <Checkbox key={session} size="md" value={session} label={t(`meeting.sessionNames.${session}`)} />
                ))}
            </Group>
          </Checkbox.Group>
          {attend.isError && <ProblemAlert error={attend.error} />}
          <Group>
            <Button
              disabled={sessions.length === 0}
              loading={attend.isPending}
              onClick={() => attend.mutate({ part: 'attendance', body: { sessions } })}
            >
              {t('meeting.enterAttendance')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

const DECLARATIONS: InterestDeclaration[] = ['none', 'disclosed', 'bars-voting'];

function Interests({ study, meeting, barred }: PartProps & { barred: boolean }) {
  const [declaration, setDeclaration] = useState<InterestDeclaration>('none');
  const [statement, setStatement] = useState('');
  const declare = useEntry(study, meeting.meeting, () => setStatement(''));
  const explained = declaration !== 'none' || barred;
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('meeting.interests')}>
      <Title order={2} size="h3">
        {t('meeting.interests')}
      </Title>
      {meeting.interests.length === 0 && <Text>{t('meeting.noInterests')}</Text>}
      {meeting.interests.map((declared, i) => (
        <Text key={i}>
          {declared.person}: {t(`meeting.declarations.${declared.declaration}`)}
          {declared.statement && ` – ${declared.statement}`}
        </Text>
      ))}
      {meeting.state === 'open' && (
        <>
          <NativeSelect
            label={t('meeting.declaration')}
            description={declaration === 'bars-voting' ? t('meeting.barsHint') : undefined}
            value={declaration}
            onChange={(e) => setDeclaration(e.currentTarget.value as InterestDeclaration)}
            data={DECLARATIONS.map((value) => ({ value, label: t(`meeting.declarations.${value}`) }))}
          />
          {explained && (
            <Textarea
              label={t(barred && declaration !== 'bars-voting' ? 'meeting.correction' : 'meeting.statement')}
              maxLength={2000}
              autosize
              value={statement}
              onChange={(e) => setStatement(e.currentTarget.value)}
            />
          )}
          {declare.isError && <ProblemAlert error={declare.error} />}
          <Group>
            <Button
              variant="default"
              disabled={explained && statement.trim() === ''}
              loading={declare.isPending}
              onClick={() =>
                declare.mutate({
                  part: 'interests',
                  body: { declaration, statement: explained ? statement.trim() : '' },
                })
              }
            >
              {t('meeting.declare')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
